-- name: grant_ledger(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Every grant with the programme's limits beside it.
-- Grain: one row per project and fiscal year. Money in yen, NULL where unknown; rate_permille is decided
-- per eligible. Kept by project.
select
    project_id,
    fiscal_year,
    eligible_expense_yen,
    requested_yen,
    decided_yen,
    settled_yen,
    paid_yen,
    cap_yen,
    rate_limit_yen,
    limit_yen,
    headroom_yen,
    rate_permille,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by project_id, fiscal_year
