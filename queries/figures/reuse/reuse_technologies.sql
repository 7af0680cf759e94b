-- name: reuse_technologies(programme_id, area_id, theme, project_id)
-- Which technologies were tried for each theme, and with which result so far, on the as-of date.
-- Grain: one row per theme and technology; technology is NULL, last, for projects that name none. A project
-- counts whole in each of its technologies: rows are not additive. completed are the projects with that
-- status. targets_measured, of the kpis_with_target (those with a target value): there is a value; targets_reached: it
-- has come to the target. Kept.
select
    projects_selected.theme,
    project_technologies.technology,
    count(*) as projects,
    count(*) filter (where projects_selected.status = 'completed') as completed,
    cast(sum(project_states.kpis_with_target) as bigint) as kpis_with_target,
    cast(sum(project_states.kpi_targets_measured) as bigint) as targets_measured,
    cast(sum(project_states.kpi_targets_reached) as bigint) as targets_reached,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join project_technologies using (project_id)
group by projects_selected.theme, project_technologies.technology
order by theme, technology nulls last
