-- name: rows_projects_by_municipality(programme_id, area_id, theme, project_id)
-- The projects behind the counts by municipality, each with its place in the source.
-- Grain: one row per municipality and selected project of an area that lies in it.
select
    area_municipalities.municipality_code,
    projects_selected.project_id,
    projects_selected.area_id,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join area_municipalities using (area_id)
left join source_rows as place
    on place.table_name = 'projects' and place.row_key = row_key(projects_selected.project_id)
order by area_municipalities.municipality_code, projects_selected.project_id
