-- name: area_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The areas of the selected programme, and those of its projects, with their place on the map, their selected projects
-- and money.
-- Grain: one row per area, with projects or not. Theme, project and fiscal years narrow what is counted,
-- not the rows.
-- Money in yen over the selected grant rows, NULL where every amount is unknown; projects_decided are those of which a
-- decided amount is known. Kept.
with

project_counts as (

    select
        area_id,
        count(*) as projects,
    from selected_projects(:programme_id, :area_id, :theme, :project_id)
    group by area_id

)

select
    areas.area_id,
    areas.programme_id,
    areas.name_ja,
    areas.name_en,
    areas.kind,
    areas.latitude,
    areas.longitude,
    cast(areas.first_fy as bigint) as first_fy,
    cast(areas.last_fy as bigint) as last_fy,
    coalesce(project_counts.projects, 0) as projects,
    coalesce(money.grant_years, 0) as grant_years,
    coalesce(money.projects_decided, 0) as projects_decided,
    money.decided_yen,
from areas
left join project_counts using (area_id)
left join money_by('area', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    on areas.area_id = money.id
where
    (:programme_id is null or areas.programme_id = :programme_id or project_counts.projects > 0)
    and (:area_id is null or areas.area_id = :area_id)
order by area_id
