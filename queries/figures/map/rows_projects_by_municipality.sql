-- name: rows_projects_by_municipality(programme_id, area_id, theme, project_id)
-- The projects behind the counts by municipality, each with its place in the source.
-- Grain: one row per municipality and selected project of an area that lies in it.
select
    area_municipalities.municipality_code,
    projects_selected.project_id,
    projects_selected.area_id,
    projects_selected.status,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join area_municipalities using (area_id)
left join place_of('projects', row_key(projects_selected.project_id)) as place on true
order by area_municipalities.municipality_code, projects_selected.project_id
