-- name: programme_ends_before_start()
-- kind: consistency
-- severity: error
-- table: programmes
-- A programme's last fiscal year is before its first.
-- Grain: one row per programme.
select
    programme_id as key_1,
    'last_fy' as column_name,
    cast(last_fy as varchar) as value,
    cast(first_fy as varchar) as expected,
from programmes
where last_fy < first_fy
order by key_1
