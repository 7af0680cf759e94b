-- name: evidence_original(programme_id, area_id, theme, project_id)
-- The status that the evidence speaks for by the original due dates and targets, to stand beside the one by those in force.
-- Grain: one row per selected project; NULL where its status is neither selected nor active, or nothing speaks. The
-- programme's rules are checked on the amounts in force. Kept by project.
select
    projects_selected.project_id,
    evidence_rag(
        projects_selected.status,
        bool_or(reasons.rag = 'red'),
        any_value(programmes.reports_expected),
        any_value(project_states.milestones),
        any_value(project_states.original_worst_lag_permille),
        any_value(project_states.last_report_on)
    ) as rag_evidence,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join programmes using (programme_id)
left join reasons_by('original') as reasons using (project_id)
group by projects_selected.project_id, projects_selected.status
order by project_id
