-- name: rows_grants_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grant rows behind the money by municipality, each with its place in the source.
-- Grain: one row per municipality, project and fiscal year of the selection; a grant is there once for every municipality of
-- its project's area. Money in yen as of the as-of date, NULL where unknown.
select
    area_municipalities.municipality_code,
    grants_selected.project_id,
    grants_selected.fiscal_year,
    grants_selected.area_id,
    grants_selected.decided_yen,
    place.*,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join area_municipalities using (area_id)
left join place_of('grants', row_key(grants_selected.project_id, grants_selected.fiscal_year)) as place on true
order by area_municipalities.municipality_code, grants_selected.project_id, grants_selected.fiscal_year
