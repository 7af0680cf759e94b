-- name: milestone_timeline(programme_id, area_id, theme, project_id)
-- The milestones of the fifteen projects that most need a look: those with the longest overdue milestone, then those
-- with the next planned one, then those whose milestones are all done.
-- Grain: one row per milestone. place is the project's, from 0; state and overdue_days as in milestone_list.
with

milestones_selected as (

    select
        milestones.milestone_id,
        milestones.project_id,
        projects_selected.title_ja as project_title_ja,
        projects_selected.title_en as project_title_en,
        milestones.title_ja,
        milestones.title_en,
        milestones.due_on,
        milestone_states.done_on,
        milestone_states.state,
        milestone_states.overdue_days,
    from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    inner join milestones using (project_id)
    inner join milestone_states using (milestone_id)

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
    milestones_selected.due_on,
    milestones_selected.milestone_id,
    milestones_selected.project_id,
    milestones_selected.project_title_ja,
    milestones_selected.project_title_en,
    milestones_selected.title_ja,
    milestones_selected.title_en,
    milestones_selected.done_on,
    milestones_selected.state,
    milestones_selected.overdue_days,
from milestones_selected
inner join places using (project_id)
where places.place < 15
order by places.place, milestones_selected.due_on, milestones_selected.milestone_id
