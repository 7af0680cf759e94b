-- name: rows_milestones(programme_id, area_id, theme, project_id)
-- The milestones behind the counts, each with its place in the source.
-- Grain: one row per milestone of a selected project, as of the as-of date. overdue_days in days, NULL unless overdue.
-- The others are those of selected_milestones.
select
    selected.milestone_id,
    selected.project_id,
    selected.project_status as status,
    selected.due_on,
    selected.done_on,
    selected.state,
    selected.overdue_days,
    selected.original_due_on,
    selected.slip_days,
    selected.changes,
    selected.last_changed_on,
    selected.is_done_by_original,
    selected.against_original_days,
    place.*,
from selected_milestones(:programme_id, :area_id, :theme, :project_id) as selected
left join place_of('milestones', row_key(selected.milestone_id)) as place on true
order by selected.milestone_id
