-- name: agreed_before_introduced()
-- kind: consistency
-- severity: error
-- table: matches
-- The two sides of a match agreed before they were introduced.
-- Grain: one row per match.
select
    match_id as key_1,
    'agreed_on' as column_name,
    cast(agreed_on as varchar) as value,
    cast(introduced_on as varchar) as expected,
from matches
where agreed_on < introduced_on
order by key_1
