-- name: area_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The areas of the selected programme, and those of its projects, with their place on the map, their selected projects
-- and money.
-- Grain: one row per area, with projects or not. Theme, project and fiscal years narrow what is counted,
-- not the rows.
-- Money in yen over the selected grant rows, NULL where every amount is unknown; projects_decided are those of which a
-- decided amount is known. Kept.
select
    areas.* exclude (source_id),
    count(projects_selected.project_id) as projects,
    coalesce(money.grant_years, 0) as grant_years,
    coalesce(money.projects_decided, 0) as projects_decided,
    money.decided_yen,
from areas
left join selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected using (area_id)
left join money_by('area', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    on areas.area_id = money.id
where :area_id is null or areas.area_id = :area_id
group by all
having :programme_id is null or areas.programme_id = :programme_id or count(projects_selected.project_id) > 0
order by area_id
