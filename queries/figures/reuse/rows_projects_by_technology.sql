-- name: rows_projects_by_technology(programme_id, area_id, theme, project_id)
-- The projects behind the counts by technology, each with its place in the source.
-- Grain: one row per selected project and technology; technology is NULL for a project that names none. kpis_with_target
-- are the project's KPIs with a target value, targets_measured those of them with a value, targets_reached those whose
-- latest value has come to the target.
select
    projects_selected.theme,
    project_technologies.technology,
    projects_selected.project_id,
    projects_selected.status,
    project_states.kpis_with_target,
    project_states.kpi_targets_measured as targets_measured,
    project_states.kpi_targets_reached as targets_reached,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join project_technologies using (project_id)
left join place_of('projects', row_key(projects_selected.project_id)) as place on true
order by projects_selected.theme, project_technologies.technology nulls last, projects_selected.project_id
