-- name: execution(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- How much of the budget of each programme and year is requested, decided, settled and paid.
-- Grain: one row per programme and fiscal year with a budget or a grant row in the selection. Money in yen, NULL where
-- unknown; rates per budget in permille, rounded down. With an area, theme or project the budget and what rests on it are
-- unknown; in public so is what rests on it where the year has grants that are not public. Kept.
select *
from execution_of(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by programme_id, fiscal_year
