-- name: closed_before_introduced()
-- kind: consistency
-- severity: error
-- table: matches
-- A match was closed before the two sides were introduced.
-- Grain: one row per match.
select
    match_id as key_1,
    'closed_on' as column_name,
    cast(closed_on as varchar) as value,
    cast(introduced_on as varchar) as expected,
from matches
where closed_on < introduced_on
order by key_1
