-- name: funding_by_municipality(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- Money by municipality.
-- Grain: one row per municipality whose areas have a grant row in the selection. Money in yen, NULL where
-- every amount is unknown. A project counts whole in every municipality of its area: the rows do not add up
-- to the total. Kept.
select *
from money_by_municipality(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by municipality_code
