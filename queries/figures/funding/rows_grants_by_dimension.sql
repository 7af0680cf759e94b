-- name: rows_grants_by_dimension(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grant rows behind the money by area, fiscal year, programme and theme at once, each with its place in the source.
-- Grain: one row per dimension (area, fiscal_year, programme, theme), project and fiscal year of the selection; id is the
-- one that the row counts for. Money in yen as of the as-of date, NULL where unknown.
select
    dimensions.dimension,
    case dimensions.dimension
        when 'area' then grants_selected.area_id
        when 'fiscal_year' then cast(grants_selected.fiscal_year as varchar)
        when 'programme' then grants_selected.programme_id
        else grants_selected.theme
    end as id,
    grants_selected.* exclude (original_requested_yen, is_first),
    place.*,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
cross join (values ('area'), ('fiscal_year'), ('programme'), ('theme')) as dimensions (dimension)
left join place_of('grants', row_key(grants_selected.project_id, grants_selected.fiscal_year)) as place on true
order by dimensions.dimension, grants_selected.project_id, grants_selected.fiscal_year
