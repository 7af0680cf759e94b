-- name: area_ends_before_start()
-- kind: consistency
-- severity: error
-- table: areas
-- An area's last fiscal year is before its first.
-- Grain: one row per area.
select
    area_id as key_1,
    'last_fy' as column_name,
    cast(last_fy as varchar) as value,
    cast(first_fy as varchar) as expected,
from areas
where last_fy < first_fy
order by key_1
