-- name: funding_by_area(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by area.
-- Grain: one row per area that has a grant row in the selection. Money in yen, NULL where every amount is
-- unknown. Kept.
select
    id as area_id,
    projects,
    eligible_expense_yen,
    decided_yen,
    paid_yen,
from money_by('area', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by area_id
