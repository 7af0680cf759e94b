-- Where each milestone stands on the as-of date.
-- Grain: one row per milestone. overdue_days in days, NULL unless overdue.
-- Done when done on or before the as-of date; overdue when not done and due before it; otherwise planned.
-- due_on is the date in force, of the latest change on or before the as-of date, else the original; original_overdue_days
-- is by the original date, last_* tell of the latest change. slip_days is the due date in force minus the original.
create table milestone_states as
select
    *,
    case
        when done_on is not null then 'done'
        when due_on < as_of_day() then 'overdue'
        else 'planned'
    end as state,
    case when done_on is null and due_on < as_of_day() then date_diff('day', due_on, as_of_day()) end as overdue_days,
    case
        when done_on is null and original_due_on < as_of_day() then date_diff('day', original_due_on, as_of_day())
    end as original_overdue_days,
    date_diff('day', original_due_on, due_on) as slip_days,
    done_on <= original_due_on as is_done_by_original,
from (
    select
        milestones.milestone_id,
        milestones.project_id,
        milestones.due_on as original_due_on,
        coalesce(changed.due_on, milestones.due_on) as due_on,
        case when has_come(milestones.done_on) then milestones.done_on end as done_on,
        coalesce(changed.changes, 0) as changes,
        changed.last_changed_on,
        changed.last_reason,
    from milestones
    left join changed_rows as changed
        on changed.table_name = 'milestones' and changed.row_key = row_key(milestones.milestone_id)
) as as_known
order by milestone_id;
