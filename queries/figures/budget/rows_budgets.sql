-- name: rows_budgets(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The budgets of programmes, each with its place in the source and how it is used.
-- Grain: one row per programme and fiscal year of execution that has a budget.
select
    execution.*,
    budgets.* exclude (programme_id, fiscal_year, source_id),
    place.*,
from execution_of(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as execution
inner join budgets using (programme_id, fiscal_year)
left join place_of('budgets', row_key(execution.programme_id, execution.fiscal_year)) as place on true
order by execution.programme_id, execution.fiscal_year
