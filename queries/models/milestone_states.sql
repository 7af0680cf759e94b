-- Where each milestone stands on the as-of date.
-- Grain: one row per milestone. overdue_days in days, NULL unless overdue.
-- Done when done on or before the as-of date; overdue when not done and due before it; otherwise planned.
create table milestone_states as
with

as_known as (

    select
        milestones.milestone_id,
        milestones.project_id,
        milestones.due_on,
        case when milestones.done_on > snapshot.as_of then null else milestones.done_on end as done_on,
        snapshot.as_of - milestones.due_on as days_since_due,
    from milestones
    cross join snapshot

)

select
    milestone_id,
    project_id,
    due_on,
    done_on,
    case
        when done_on is not null then 'done'
        when days_since_due > 0 then 'overdue'
        else 'planned'
    end as state,
    cast(case when done_on is null and days_since_due > 0 then days_since_due end as bigint) as overdue_days,
from as_known
order by milestone_id;
