-- The milestones of the projects that a person asks about, and where they stand on the as-of date; the arguments are
-- those of selected_projects.
-- Grain: one row per milestone. state is done, overdue or planned; overdue_days in days, NULL unless overdue.
-- against_original_days is done minus original, or as-of date minus original where it is not done and the original date
-- is over; else NULL.
create macro selected_milestones(of_programme, of_area, of_theme, of_project) as table
select
    milestone_states.due_on,
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
    milestone_states.original_due_on,
    milestone_states.slip_days,
    milestone_states.changes,
    milestone_states.last_changed_on,
    milestone_states.last_reason,
    milestone_states.is_done_by_original,
    coalesce(
        milestone_states.done_on - milestone_states.original_due_on, milestone_states.original_overdue_days
    ) as against_original_days,
    milestones.confidence,
    milestones.source_id,
from selected_projects(of_programme, of_area, of_theme, of_project) as projects_selected
inner join milestones using (project_id)
inner join milestone_states using (milestone_id);
