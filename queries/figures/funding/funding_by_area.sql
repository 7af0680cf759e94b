-- name: funding_by_area(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by area.
-- Grain: one row per area that has a grant row in the selection. Money in yen, NULL where every amount is
-- unknown.
select
    area_id,
    count(distinct project_id) as projects,
    cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by area_id
order by area_id
