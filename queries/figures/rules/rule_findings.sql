-- name: rule_findings(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- What every check of a programme rule found, on the as-of date.
-- Grain: one row per rule and grant of the selection, or per rule and selected project where the rule is
-- about the project as a whole; those have no fiscal year, and fiscal years do not narrow them.
-- outcome: pass, warn, fail, not_assessed. actual and bound: the two numbers compared, in yen or in fiscal
-- years, NULL where unknown or where the rule compares no numbers.
select * exclude (programme_id, area_id, theme)
from selected_rows('rule_results', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
order by rule, fiscal_year nulls first, project_id
