-- name: municipality_projects(programme_id, area_id, theme, project_id)
-- Which selected projects touch which municipality: all those of the areas that lie in it.
-- Grain: one row per municipality and project. kind is the municipality's: ward, city, town or village.
-- Kept by project.
select
    area_municipalities.municipality_code,
    projects_selected.project_id,
    municipalities.kind,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join area_municipalities using (area_id)
left join municipalities using (municipality_code)
order by municipality_code, project_id
