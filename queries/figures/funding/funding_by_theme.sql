-- name: funding_by_theme(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by theme.
-- Grain: one row per theme that has a grant row in the selection. Money in yen, NULL where every amount is
-- unknown. Kept.
select
    id as theme,
    projects,
    eligible_expense_yen,
    decided_yen,
    paid_yen,
from money_by('theme', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by theme
