-- What was decided at meetings on or before the as-of date, and whether it is done.
-- Grain: one row per action. done_on is NULL when after the as-of date. state is done, late (due before the as-of date) or
-- open; days are those since the due date where late, else NULL.
create table action_states as
select
    action_id,
    project_id,
    decided_on,
    due_on,
    if(actions.done_on <= snapshot.as_of, actions.done_on, null) as done_on,
    case
        when actions.done_on <= snapshot.as_of then 'done'
        when due_on < snapshot.as_of then 'late'
        else 'open'
    end as state,
    if(state = 'late', date_diff('day', due_on, snapshot.as_of), null) as days,
from actions
cross join snapshot
where decided_on <= snapshot.as_of
order by action_id;
