-- name: rows_checks(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The checks of programme rules, each with the place in the source of what was checked.
-- Grain: one row per rule and grant of the selection, or per rule and selected project where fiscal_year is NULL. actual and
-- bound: the two numbers compared, in yen or in fiscal years, NULL where unknown or where the rule compares no numbers.
select
    results.* exclude (programme_id, area_id, theme),
    place.*,
from selected_rows('rule_results', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as results
left join place_of(
    case when results.fiscal_year is null then 'projects' else 'grants' end,
    row_key(results.project_id, results.fiscal_year)
) as place on true
order by results.rule, results.fiscal_year nulls first, results.project_id
