-- name: introduced_before_issue()
-- kind: consistency
-- severity: warning
-- table: matches
-- An organization was introduced to an issue before the issue was raised.
-- Grain: one row per match.
select
    matches.match_id as key_1,
    'introduced_on' as column_name,
    cast(matches.introduced_on as varchar) as value,
    cast(issues.raised_on as varchar) as expected,
from matches
inner join issues using (issue_id)
where matches.introduced_on < issues.raised_on
order by key_1
