-- name: funding_by_fiscal_year(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by fiscal year, from eligible expense to payment.
-- Grain: one row per fiscal year that has a grant row in the selection. Money in yen, NULL where every
-- amount is unknown.
-- A project has one grant row a fiscal year, so the rows of a year are its projects. Kept.
select
    cast(id as bigint) as fiscal_year,
    * exclude (
        id, grant_years, projects_decided, limit_yen, headroom_yen, limit_unknown, compared_limit_yen, not_compared
    ),
from money_by('fiscal_year', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by fiscal_year
