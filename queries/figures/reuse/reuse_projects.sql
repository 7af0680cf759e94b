-- name: reuse_projects(programme_id, area_id, theme, project_id)
-- What each selected project tried, and with which result so far, on the as-of date.
-- Grain: one row per project and technology; technology is NULL for a project that names none.
-- targets_measured, of the kpis_with_target (those with a target value): there is a value; targets_reached: it has come
-- to the target. Kept by project.
select
    projects_selected.project_id,
    project_technologies.technology,
    projects_selected.* exclude (project_id),
    project_states.milestones,
    project_states.milestones_done,
    project_states.kpis_with_target,
    project_states.kpi_targets_measured as targets_measured,
    project_states.kpi_targets_reached as targets_reached,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join project_technologies using (project_id)
order by project_id, technology
