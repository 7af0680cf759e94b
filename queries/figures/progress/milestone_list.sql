-- name: milestone_list(programme_id, area_id, theme, project_id)
-- The milestones of the selected projects and where they stand on the as-of date, by due date: of the overdue ones the
-- longest overdue comes first.
-- Grain: one row per milestone. state is done, overdue or planned; overdue_days in days, NULL unless
-- overdue. Kept by project.
select * exclude (last_changed_on, is_done_by_original)
from selected_milestones(:programme_id, :area_id, :theme, :project_id)
order by due_on, milestone_id
