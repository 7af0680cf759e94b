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
    project_members.kind,
    project_members.role,
    project_members.joined_on,
    project_members.confidence,
    project_members.source_id,
from project_members
inner join organizations using (organization_id)
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
    on project_members.project_id = projects_selected.project_id
order by
    project_id,
    case role when 'lead' then 1 when 'member' then 2 else 3 end,
    organization_id
