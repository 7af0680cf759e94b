-- name: hearing_before_issue()
-- kind: consistency
-- severity: warning
-- table: hearings
-- A hearing on an issue was held before the issue was raised.
-- Grain: one row per hearing.
select
    hearings.hearing_id as key_1,
    'held_on' as column_name,
    cast(hearings.held_on as varchar) as value,
    cast(issues.raised_on as varchar) as expected,
from hearings
inner join issues using (issue_id)
where hearings.held_on < issues.raised_on
order by key_1
