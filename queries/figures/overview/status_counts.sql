-- name: status_counts(programme_id, area_id, theme, project_id)
-- The selected projects by status.
-- Grain: one row per status that a selected project has. Kept.
select
    status,
    count(*) as projects,
from selected_projects(:programme_id, :area_id, :theme, :project_id)
group by status
order by status
