-- name: rows_changes(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The changes of decided amounts, due dates and targets, each with its place in the source.
-- Grain: one row per change of the selection on or before the as-of date, with the columns of plan_changes
-- and what is told of the reason.
select
    changes.* exclude (change_table, change_key, programme_id, area_id, theme, fiscal_year),
    place.*,
from selected_rows('project_changes', :programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id) as changes
left join place_of(changes.change_table, changes.change_key) as place on true
order by changes.kind, changes.key, changes.project_id, changes.changed_on
