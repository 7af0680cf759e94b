-- name: milestone_timeline(programme_id, area_id, theme, project_id)
-- The milestones of the fifteen projects that most need a look: those with the longest overdue milestone, then those
-- with the next planned one, then those whose milestones are all done.
-- Grain: one row per milestone. place is the project's, from 0; state and overdue_days as in milestone_list. Kept.
with

milestones_selected as (

    select
        due_on,
        milestone_id,
        project_id,
        project_title_ja,
        project_title_en,
        title_ja,
        title_en,
        done_on,
        state,
        overdue_days,
        original_due_on,
    from selected_milestones(:programme_id, :area_id, :theme, :project_id)

),

by_project as (

    select
        project_id,
        coalesce(max(overdue_days), 0) as worst_overdue_days,
        min(due_on) filter (where state = 'planned') as next_due_on,
        max(due_on) as last_due_on,
    from milestones_selected
    group by project_id

),

places as (

    select
        project_id,
        row_number() over (
            order by worst_overdue_days desc, next_due_on is null, coalesce(next_due_on, last_due_on), project_id
        ) - 1 as place,
    from by_project

)

select
    places.place,
    milestones_selected.*,
from milestones_selected
inner join places using (project_id)
where places.place < 15
order by place, due_on, milestone_id
