-- name: grant_dates(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- When each grant was requested, decided, settled and paid, as known on the as-of date.
-- Grain: one row per project and fiscal year, those of grant_ledger. A date that is unknown is NULL.
select
    project_id,
    fiscal_year,
    requested_on,
    decided_on,
    settled_on,
    paid_on,
    source_id,
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by project_id, fiscal_year
