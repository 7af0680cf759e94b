-- name: project_places(programme_id, area_id, theme, project_id)
-- Where the selected projects are: the municipalities of their area, with a point of the area and one of the
-- municipality.
-- Grain: one row per project and municipality of its area; one without municipality where the area has none.
-- Degrees WGS84.
select
    projects_selected.project_id,
    projects_selected.title_ja,
    projects_selected.title_en,
    projects_selected.status,
    projects_selected.theme,
    areas.area_id,
    areas.name_ja as area_name_ja,
    areas.name_en as area_name_en,
    areas.latitude as area_latitude,
    areas.longitude as area_longitude,
    municipalities.municipality_code,
    municipalities.name_ja as municipality_name_ja,
    municipalities.name_en as municipality_name_en,
    municipalities.latitude as municipality_latitude,
    municipalities.longitude as municipality_longitude,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join areas using (area_id)
left join area_municipalities on areas.area_id = area_municipalities.area_id
left join municipalities on area_municipalities.municipality_code = municipalities.municipality_code
order by projects_selected.project_id, municipalities.municipality_code
