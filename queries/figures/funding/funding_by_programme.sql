-- name: funding_by_programme(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by programme.
-- Grain: one row per programme that has a grant row in the selection. Money in yen, NULL where every amount
-- is unknown. Kept.
select
    id as programme_id,
    projects,
    eligible_expense_yen,
    decided_yen,
    paid_yen,
from money_by('programme', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by programme_id
