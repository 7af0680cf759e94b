-- name: outlook_past(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The outlook for each year that is over, as it would have been on its 31 December by today's ledger, and what was settled.
-- Grain: one row per programme and fiscal year before that of the as-of date with a grant row in the selection. Money in
-- yen, NULL where unknown: decided as known on that day, settled as known on the as-of date. Kept.
select *
from outlooks(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
where fiscal_year < fiscal_year_of(as_of_day())
order by programme_id, fiscal_year
