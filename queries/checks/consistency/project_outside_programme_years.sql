-- name: project_outside_programme_years()
-- table: projects
-- A project starts in a fiscal year in which its programme did not run. A programme whose last year is
-- unknown is still running; a project may go on after its programme has ended.
-- Grain: one row per project.
select
    projects.project_id as key_1,
    'start_fy' as column_name,
    cast(projects.start_fy as varchar) as value,
    programmes.first_fy || '..' || coalesce(cast(programmes.last_fy as varchar), '') as expected,
    replace(expected, '..', '–') as years,
from projects
inner join programmes using (programme_id)
where projects.start_fy < programmes.first_fy or projects.start_fy > programmes.last_fy
order by key_1
