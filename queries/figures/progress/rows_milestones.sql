-- name: rows_milestones(programme_id, area_id, theme, project_id)
-- The milestones behind the counts, each with its place in the source.
-- Grain: one row per milestone of a selected project, as of the as-of date. overdue_days in days, NULL unless overdue.
select
    milestone_states.milestone_id,
    milestone_states.project_id,
    projects_selected.status,
    milestone_states.due_on,
    milestone_states.done_on,
    milestone_states.state,
    milestone_states.overdue_days,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join milestone_states using (project_id)
left join source_rows as place
    on place.table_name = 'milestones' and place.row_key = row_key(milestone_states.milestone_id)
order by milestone_states.milestone_id
