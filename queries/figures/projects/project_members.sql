-- name: project_members(programme_id, area_id, theme, project_id)
-- The organizations of the selected projects' consortia on each project's member day; in each the lead first, then members,
-- then supporters.
-- Grain: one row per project and organization. Kept by project.
select
    project_members.project_id,
    project_members.organization_id,
    organizations.name_ja,
    organizations.name_en,
    organizations.corporate_number,
    project_members.* exclude (project_id, organization_id),
from project_members
inner join organizations using (organization_id)
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    on project_members.project_id = projects_selected.project_id
order by
    project_id,
    list_position(['lead', 'member', 'supporter'], role),
    organization_id
