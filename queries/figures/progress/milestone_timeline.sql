-- name: milestone_timeline(programme_id, area_id, theme, project_id)
-- The milestones of the fifteen projects that most need a look: those with the longest overdue milestone, then those
-- with the next planned one, then those whose milestones are all done.
-- Grain: one row per milestone. place is the project's, from 0; state and overdue_days as in milestone_list. Kept.
select
    places.place,
    milestones_selected.* exclude (
        project_status, slip_days, changes, last_changed_on, last_reason, is_done_by_original, against_original_days,
        confidence, source_id
    ),
from selected_milestones(:programme_id, :area_id, :theme, :project_id) as milestones_selected
inner join (
    select
        project_id,
        row_number() over (
            order by
                coalesce(max(overdue_days), 0) desc,
                min(due_on) filter (where state = 'planned') is null,
                coalesce(min(due_on) filter (where state = 'planned'), max(due_on)),
                project_id
        ) - 1 as place,
    from milestone_states
    inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
    group by project_id
) as places using (project_id)
where places.place < 15
order by place, due_on, milestone_id
