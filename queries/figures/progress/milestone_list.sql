-- name: milestone_list(programme_id, area_id, theme, project_id)
-- The milestones of the selected projects and where they stand on the as-of date, by due date: of the overdue ones the
-- longest overdue comes first.
-- Grain: one row per milestone. state is done, overdue or planned; overdue_days in days, NULL unless
-- overdue.
select
    milestones.due_on,
    milestones.milestone_id,
    milestones.project_id,
    projects_selected.title_ja as project_title_ja,
    projects_selected.title_en as project_title_en,
    projects_selected.status as project_status,
    milestones.title_ja,
    milestones.title_en,
    milestone_states.done_on,
    milestone_states.state,
    milestone_states.overdue_days,
    milestones.confidence,
    milestones.source_id,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join milestones using (project_id)
inner join milestone_states using (milestone_id)
order by milestones.due_on, milestones.milestone_id
