-- name: follow_up_list(programme_id, area_id, theme, project_id)
-- What became of projects after the grant.
-- Grain: one row per selected project and day of a check, on or before the as-of date. Kept by project.
select
    follow_ups.project_id,
    follow_ups.checked_on,
    follow_ups.state,
    follow_ups.users,
from selected_projects(:programme_id, :area_id, :theme, :project_id)
inner join follow_ups using (project_id)
where has_come(follow_ups.checked_on)
order by project_id, checked_on
