-- name: rows_booked(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The amounts behind the months, each with its place in the source.
-- Grain: one row per known amount and per change of a decision, those of booked_amounts.
select
    booked.* exclude (of_key),
    place.*,
from booked_amounts(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as booked
left join place_of(booked.of_table, booked.of_key) as place on true
order by booked.programme_id, booked.fiscal_year, booked.month, booked.project_id, booked.step, place.row_number
