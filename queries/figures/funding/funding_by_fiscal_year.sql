-- name: funding_by_fiscal_year(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by fiscal year, from eligible expense to payment.
-- Grain: one row per fiscal year that has a grant row in the selection. Money in yen, NULL where every
-- amount is unknown.
-- A project has one grant row a fiscal year, so the rows of a year are its projects. Kept.
select
    cast(id as bigint) as fiscal_year,
    projects,
    eligible_expense_yen,
    requested_yen,
    decided_yen,
    settled_yen,
    paid_yen,
from money_by('fiscal_year', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by fiscal_year
