-- name: rows_municipalities(programme_id, area_id, theme, project_id)
-- The municipalities behind the counts by region, each with its place in the source.
-- Grain: two rows per municipality, one for its region and one with region NULL for all of Tokyo. has_project: an area of
-- a selected project lies in it.
select
    case when counted.in_region then municipalities.region end as region,
    municipalities.municipality_code,
    municipalities.municipality_code in (
        select area_municipalities.municipality_code
        from selected_projects(:programme_id, :area_id, :theme, :project_id)
        inner join area_municipalities using (area_id)
    ) as has_project,
    municipalities.population,
    place.*,
from municipalities
cross join (values (true), (false)) as counted (in_region)
left join place_of('municipalities', row_key(municipalities.municipality_code)) as place on true
order by region nulls last, municipalities.municipality_code
