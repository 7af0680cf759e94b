-- name: rows_municipalities(programme_id, area_id, theme, project_id)
-- The municipalities behind the counts by region, each with its place in the source.
-- Grain: two rows per municipality, one for its region and one with region NULL for all of Tokyo. has_project: an area of
-- a selected project lies in it.
with

with_projects as (

    select distinct area_municipalities.municipality_code
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join area_municipalities using (area_id)

)

select
    case when counted.in_region then municipalities.region end as region,
    municipalities.municipality_code,
    with_projects.municipality_code is not null as has_project,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from municipalities
cross join (values (true), (false)) as counted (in_region)
left join with_projects using (municipality_code)
left join source_rows as place
    on place.table_name = 'municipalities' and place.row_key = row_key(municipalities.municipality_code)
order by region nulls last, municipalities.municipality_code
