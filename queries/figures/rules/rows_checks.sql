-- name: rows_checks(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The checks of programme rules, each with the place in the source of what was checked.
-- Grain: one row per rule and grant of the selection, or per rule and selected project where fiscal_year is NULL. actual and
-- bound: the two numbers compared, in yen or in fiscal years, NULL where unknown or where the rule compares no numbers.
select
    results.rule,
    results.project_id,
    results.fiscal_year,
    results.outcome,
    results.actual,
    results.bound,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from selected_rule_results(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as results
left join source_rows as place
    on
        place.table_name = case when results.fiscal_year is null then 'projects' else 'grants' end
        and place.row_key
        = case
            when results.fiscal_year is null then row_key(results.project_id)
            else row_key(results.project_id, results.fiscal_year)
        end
order by results.rule, results.fiscal_year nulls first, results.project_id
