-- name: action_list(programme_id, area_id, theme, project_id)
-- What was decided at meetings, and whether it is done.
-- Grain: one row per action decided on or before the as-of date, of a selected project or, where nothing is selected, of
-- none too. state is done, late or open; days are those since the due date where late. Kept by project.
select *
from action_states
where coalesce(:programme_id, :area_id, :theme, :project_id) is null
    or project_id in (select project_id from selected_projects(:programme_id, :area_id, :theme, :project_id))
order by action_id
