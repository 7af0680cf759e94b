-- name: rows_grants(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grant rows behind the money, each with its place in the source.
-- Grain: one row per project and fiscal year of the selection. Money in yen as of the as-of date, NULL where unknown;
-- rate_permille is decided per eligible. is_over_limit: decided is more than the limit, NULL where either is unknown.
-- is_not_compared: a decided or paid amount is known, but not both decision and limit. change_yen is decided minus
-- original, NULL where either is unknown. last_changed_on: NULL where nothing was changed.
select
    grants_selected.* exclude (original_requested_yen, is_first),
    place.*,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
left join place_of('grants', row_key(grants_selected.project_id, grants_selected.fiscal_year)) as place on true
order by grants_selected.project_id, grants_selected.fiscal_year
