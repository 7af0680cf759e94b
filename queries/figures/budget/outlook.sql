-- name: outlook(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- What may be settled of the grants of this fiscal year, as a range from the programme's own shares of earlier years.
-- Grain: one row per programme with a grant row in the fiscal year of the as-of date. Money in yen, NULL where unknown; low
-- and high also where fewer than eight earlier grants give a share (from_rows). Fiscal years do not narrow these. Kept.
select * exclude (settled_yen)
from outlooks(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
where fiscal_year = fiscal_year_of(as_of_day())
order by programme_id
