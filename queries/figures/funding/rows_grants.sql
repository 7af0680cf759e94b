-- name: rows_grants(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The grant rows behind the money, each with its place in the source.
-- Grain: one row per project and fiscal year of the selection. Money in yen as of the as-of date, NULL where unknown;
-- rate_permille is decided per eligible. is_over_limit: decided is more than the limit, NULL where either is unknown.
-- is_not_compared: a decided or paid amount is known, but not both decision and limit. change_yen is decided minus
-- original, NULL where either is unknown. last_changed_on:
-- NULL where nothing was changed.
select
    grants_selected.project_id,
    grants_selected.fiscal_year,
    grants_selected.programme_id,
    grants_selected.area_id,
    grants_selected.theme,
    projects.status,
    projects.confidence,
    grants_selected.eligible_expense_yen,
    grants_selected.requested_yen,
    grants_selected.decided_yen,
    grants_selected.settled_yen,
    grants_selected.paid_yen,
    grants_selected.cap_yen,
    grants_selected.rate_limit_yen,
    grants_selected.limit_yen,
    grants_selected.headroom_yen,
    grants_selected.rate_permille,
    grants_selected.original_decided_yen,
    grants_selected.decided_yen - grants_selected.original_decided_yen as change_yen,
    grants_selected.changes,
    grants_selected.last_changed_on,
    grants_selected.headroom_yen < 0 as is_over_limit,
    coalesce(grants_selected.decided_yen, grants_selected.paid_yen) is not null
        and grants_selected.headroom_yen is null as is_not_compared,
    place.*,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join projects using (project_id)
left join place_of('grants', row_key(grants_selected.project_id, grants_selected.fiscal_year)) as place on true
order by grants_selected.project_id, grants_selected.fiscal_year
