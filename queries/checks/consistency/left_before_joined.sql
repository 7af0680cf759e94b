-- name: left_before_joined()
-- kind: consistency
-- severity: error
-- table: consortium_members
-- A member left before it joined; leaving on the day of joining is in order.
-- Grain: one row per membership.
select
    consortium_id as key_1,
    organization_id as key_2,
    'left_on' as column_name,
    cast(left_on as varchar) as value,
    cast(joined_on as varchar) as expected,
from consortium_members
where left_on < joined_on
order by key_1, key_2
