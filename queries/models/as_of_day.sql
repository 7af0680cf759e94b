-- The as-of date: what is dated after it has not come yet.
create macro as_of_day() as (select as_of from snapshot);
