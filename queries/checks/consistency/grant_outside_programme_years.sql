-- name: grant_outside_programme_years()
-- table: grants
-- A grant is for a fiscal year in which the project's programme did not run. A programme whose last
-- year is unknown is still running.
-- Grain: one row per grant.
select
    grants.project_id as key_1,
    cast(grants.fiscal_year as varchar) as key_2,
    'fiscal_year' as column_name,
    cast(grants.fiscal_year as varchar) as value,
    programmes.first_fy || '..' || coalesce(cast(programmes.last_fy as varchar), '') as expected,
    replace(expected, '..', '–') as years,
from grants
inner join projects using (project_id)
inner join programmes using (programme_id)
where grants.fiscal_year < programmes.first_fy or grants.fiscal_year > programmes.last_fy
order by key_1, key_2
