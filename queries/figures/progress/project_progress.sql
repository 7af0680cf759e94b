-- name: project_progress(programme_id, area_id, theme, project_id)
-- How far each project has come: milestones, KPIs and its last report, on the as-of date.
-- Grain: one row per selected project. Ages and delays in days, lag in permille, NULL where a project has
-- none.
-- rag_evidence: the colour that rules, milestones, reports and KPIs speak for, NULL unless the project is
-- selected or active, and where none of these is there to speak. disagree: the reported colour is another; false where either is missing.
-- Kept by project.
select
    project_states.* exclude (
        original_worst_lag_permille, kpis_with_target, kpi_targets_measured, kpi_targets_reached
    ),
from selected_projects(:programme_id, :area_id, :theme, :project_id)
inner join project_states using (project_id)
order by project_id
