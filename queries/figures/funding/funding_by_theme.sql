-- name: funding_by_theme(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by theme.
-- Grain: one row per theme that has a grant row in the selection. Money in yen, NULL where every amount is
-- unknown.
select
    theme,
    count(distinct project_id) as projects,
    cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by theme
order by theme
