-- name: projects_by_programme(programme_id, area_id, theme, project_id)
-- The selected projects by programme.
-- Grain: one row per programme that has a selected project, with grants or not. inferred are those that a source does not
-- name as such. Kept.
select
    programme_id,
    count(*) as projects,
    count(*) filter (where confidence = 'inferred') as inferred,
from selected_projects(:programme_id, :area_id, :theme, :project_id)
group by programme_id
order by programme_id
