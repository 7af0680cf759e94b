-- name: rows_facts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The dated amounts of money, each with its place in the source.
-- Grain: one row per grant of the selection and kind of date (decision, payment, request, settlement) on or before the as-of
-- date. Money in yen, NULL where unknown.
select
    dated.*,
    place.*,
from dated_amounts(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as dated
left join place_of('grants', row_key(dated.project_id, dated.fiscal_year)) as place on true
order by dated.happened_on, dated.kind, dated.project_id, dated.fiscal_year
