-- name: end_before_start()
-- kind: consistency
-- severity: error
-- table: projects
-- A project ends in a fiscal year before the one it starts in.
-- Grain: one row per project.
select
    project_id as key_1,
    'end_fy' as column_name,
    cast(end_fy as varchar) as value,
    cast(start_fy as varchar) as expected,
from projects
where end_fy < start_fy
order by key_1
