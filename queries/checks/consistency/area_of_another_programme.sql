-- name: area_of_another_programme()
-- kind: consistency
-- severity: warning
-- table: projects
-- A project lies in an area of another programme. That can be so: a later programme may go on in an
-- earlier one's area, and a programme may have no area of its own. No column tells which, so a person
-- has to look.
-- Grain: one row per project.
select
    projects.project_id as key_1,
    'area_id' as column_name,
    projects.area_id as value,
    projects.programme_id as expected,
from projects
inner join areas using (area_id)
where projects.programme_id <> areas.programme_id
order by key_1
