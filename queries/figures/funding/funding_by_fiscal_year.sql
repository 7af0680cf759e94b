-- name: funding_by_fiscal_year(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by fiscal year, from eligible expense to payment.
-- Grain: one row per fiscal year that has a grant row in the selection. Money in yen, NULL where every
-- amount is unknown.
-- A project has one grant row a fiscal year, so the rows of a year are its projects.
select
    fiscal_year,
    count(*) as projects,
    cast(sum(eligible_expense_yen) as bigint) as eligible_expense_yen,
    cast(sum(requested_yen) as bigint) as requested_yen,
    cast(sum(decided_yen) as bigint) as decided_yen,
    cast(sum(settled_yen) as bigint) as settled_yen,
    cast(sum(paid_yen) as bigint) as paid_yen,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by fiscal_year
order by fiscal_year
