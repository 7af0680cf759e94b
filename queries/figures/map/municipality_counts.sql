-- name: municipality_counts(programme_id, area_id, theme, project_id)
-- In how many municipalities the selected projects are, by region.
-- Grain: one row per region (islands, tama, wards), then one with NULL for all of Tokyo. with_projects are those in
-- which an area of a selected project lies. Kept.
select
    municipalities.region,
    count(*) as municipalities,
    count(with_projects.municipality_code) as with_projects,
    count(*) - count(with_projects.municipality_code) as without_projects,
from municipalities
left join (
    select distinct area_municipalities.municipality_code
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    inner join area_municipalities using (area_id)
) as with_projects using (municipality_code)
group by grouping sets ((municipalities.region), ())
order by region nulls last
