-- name: milestone_plan(programme_id, area_id, theme, project_id)
-- When each milestone was due at first, when it is due now, and how it stands against the first date.
-- Grain: one row per milestone of a selected project. slip_days is due minus original; against_original_days is done minus
-- original, or as-of date minus original where it is not done and the original date is over; else NULL. changes are those
-- on or before the as-of date. Kept by project.
select
    milestone_id,
    project_id,
    original_due_on,
    due_on,
    slip_days,
    changes,
    done_on,
    against_original_days,
from selected_milestones(:programme_id, :area_id, :theme, :project_id)
order by milestone_id
