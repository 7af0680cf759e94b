-- name: closed_before_agreed()
-- kind: consistency
-- severity: warning
-- table: matches
-- A match was closed before the two sides agreed.
-- Grain: one row per match.
select
    match_id as key_1,
    'closed_on' as column_name,
    cast(closed_on as varchar) as value,
    cast(agreed_on as varchar) as expected,
from matches
where closed_on < agreed_on
order by key_1
