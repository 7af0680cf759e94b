-- name: rows_facts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The dated amounts of money, each with its place in the source.
-- Grain: one row per grant of the selection and kind of date (decision, payment, request, settlement) on or before the as-of
-- date. Money in yen, NULL where unknown.
select
    dated_facts.* exclude (detail, fact_ja, fact_en, nth),
    place.* exclude (changes_at),
from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as grants_selected
inner join dated_facts using (project_id, fiscal_year)
left join place_of('grants', row_key(project_id, fiscal_year)) as place on true
order by dated_facts.happened_on, dated_facts.kind, project_id, fiscal_year
