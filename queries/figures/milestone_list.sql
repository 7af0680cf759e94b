-- name: milestone_list(programme_id, area_id, theme, project_id)
-- The milestones of the selected projects and where they stand on the as-of date.
-- Grain: one row per milestone. state is done, overdue or planned; overdue_days in days, NULL unless
-- overdue.
select
    milestones.milestone_id,
    milestones.project_id,
    milestones.title_ja,
    milestones.title_en,
    milestones.due_on,
    milestone_states.done_on,
    milestone_states.state,
    milestone_states.overdue_days,
    milestones.confidence,
    milestones.source_id,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join milestones using (project_id)
inner join milestone_states using (milestone_id)
order by milestones.milestone_id
