-- name: kpi_plan(programme_id, area_id, theme, project_id)
-- What each KPI was to reach at first, and what it is to reach now.
-- Grain: one row per KPI of a selected project. Values in the KPI's own unit, NULL where unknown; changes are those on or
-- before the as-of date. Kept by project.
select
    kpi_states.kpi_id,
    kpi_states.project_id,
    kpi_states.original_target_value,
    kpi_states.target_value,
    kpi_states.original_target_on,
    kpi_states.target_on,
    kpi_states.changes,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpi_states using (project_id)
order by kpi_id
