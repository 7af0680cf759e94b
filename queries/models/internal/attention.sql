-- What a review meeting has to look at, on the as-of date.
-- Grain: one row per project and reason, those of attention_rows. since_on is the earliest of them, days = days since then;
-- both NULL where a reason has no date.
create table attention as
select
    attention_rows.project_id,
    attention_rows.reason,
    min(attention_rows.since_on) as since_on,
    max(date_diff('day', attention_rows.since_on, as_of_day())) as days,
from attention_rows
group by attention_rows.project_id, attention_rows.reason
order by attention_rows.project_id, attention_rows.reason;
