-- name: rows_members(programme_id, area_id, theme, project_id)
-- The memberships behind the counts of organizations, each with its place in the source.
-- Grain: one row per selected project and organization that is a member of its consortium on its member day; projects of one
-- consortium share a row of the source.
select
    project_members.* exclude (confidence, source_id),
    projects_selected.programme_id,
    projects_selected.status,
    project_members.confidence,
    place.*,
from project_members
inner join projects using (project_id)
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    on project_members.project_id = projects_selected.project_id
left join place_of('consortium_members', row_key(projects.consortium_id, project_members.organization_id)) as place on true
order by project_members.project_id, project_members.organization_id
