-- name: project_list(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The selected projects with their money and progress.
-- Grain: one row per selected project, with grants or not. Money in yen over the selected grant rows, NULL
-- where every amount is unknown; compared_limit_yen is the limit of the grant rows of which decision and limit are known,
-- not_compared are those of which a decided or paid amount is known but not both. Progress is on the as-of date.
-- Kept by project.
select
    projects_selected.*,
    money.decided_yen,
    money.paid_yen,
    money.limit_yen,
    money.compared_limit_yen,
    coalesce(money.not_compared, 0) as not_compared,
    project_states.milestones,
    project_states.milestones_done,
    project_states.milestones_overdue,
    project_states.rag_reported,
    project_states.last_report_on,
    project_states.report_age_days,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
left join money_by('project', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as money
    on projects_selected.project_id = money.id
order by project_id
