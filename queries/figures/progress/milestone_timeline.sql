-- name: milestone_timeline(programme_id, area_id, theme, project_id)
-- The milestones of the fifteen projects that most need a look: those with the longest overdue milestone, then those
-- with the next planned one, then those whose milestones are all done.
-- Grain: one row per milestone. place is the project's, from 0; state and overdue_days as in milestone_list. Kept.
with

milestones_selected as (

    select *
    from selected_milestones(:programme_id, :area_id, :theme, :project_id)

),

places as (

    select
        project_id,
        row_number() over (
            order by
                coalesce(max(overdue_days), 0) desc,
                min(due_on) filter (where state = 'planned') is null,
                coalesce(min(due_on) filter (where state = 'planned'), max(due_on)),
                project_id
        ) - 1 as place,
    from milestones_selected
    group by project_id

)

select
    places.place,
    milestones_selected.* exclude (
        project_status, slip_days, changes, last_changed_on, last_reason, is_done_by_original, against_original_days,
        confidence, source_id
    ),
from milestones_selected
inner join places using (project_id)
where places.place < 15
order by place, due_on, milestone_id
