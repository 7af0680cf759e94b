-- name: kpi_counts(programme_id, area_id, theme, project_id)
-- The KPIs of the selected projects against their plan on the as-of date.
-- Grain: one row. with_target are those with baseline, target and target date. compared are those of them that have a
-- value, so that a lag can be said; behind_plan have a lag above 0, on_plan of 0, ahead_of_plan below 0. not_measured
-- are those with_target that have no value yet. Kept.
select
    count(*) as kpis,
    count(*) filter (where kpi_states.has_plan) as with_target,
    count(*) filter (where not kpi_states.has_plan) as without_target,
    count(kpi_states.lag_permille) as compared,
    count(*) filter (where kpi_states.lag_permille > 0) as behind_plan,
    count(*) filter (where kpi_states.lag_permille = 0) as on_plan,
    count(*) filter (where kpi_states.lag_permille < 0) as ahead_of_plan,
    count(*) filter (
        where kpi_states.has_plan and kpi_states.latest_value is null
    ) as not_measured,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpi_states using (project_id)
