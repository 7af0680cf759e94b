-- name: milestone_counts(programme_id, area_id, theme, project_id)
-- The milestones of the selected projects by where they stand on the as-of date.
-- Grain: one row. projects are those with a milestone, projects_overdue those with an overdue one;
-- overdue_withdrawn are the overdue ones of withdrawn projects. Kept.
select
    count(*) as milestones,
    count(*) filter (where milestone_states.state = 'done') as done,
    count(*) filter (where milestone_states.state = 'overdue') as overdue,
    count(*) filter (where milestone_states.state = 'planned') as planned,
    count(*) filter (
        where milestone_states.state = 'overdue' and projects_selected.status = 'withdrawn'
    ) as overdue_withdrawn,
    count(distinct project_id) as projects,
    count(distinct project_id) filter (where milestone_states.state = 'overdue') as projects_overdue,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join milestone_states using (project_id)
