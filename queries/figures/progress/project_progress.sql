-- name: project_progress(programme_id, area_id, theme, project_id)
-- How far each project has come: milestones, KPIs and its last report, on the as-of date.
-- Grain: one row per selected project. Ages and delays in days, lag in permille, NULL where a project has
-- none.
-- rag_evidence: the colour that rules, milestones, reports and KPIs speak for, NULL unless the project is
-- selected or active, and where none of these is there to speak. disagree: the reported colour is another; false where either is missing.
-- Kept by project.
select
    projects_selected.project_id,
    project_states.milestones,
    project_states.milestones_done,
    project_states.milestones_overdue,
    project_states.worst_overdue_days,
    project_states.kpis,
    project_states.worst_kpi_lag_permille,
    project_states.last_report_on,
    project_states.report_age_days,
    project_states.rag_reported,
    project_states.rag_evidence,
    project_states.disagree,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
order by project_id
