-- name: project_members(project_id)
-- The organizations of a project's consortium on the as-of date, the lead first, then members, then
-- supporters.
-- Grain: one row per project and organization.
select
    project_members.organization_id,
    organizations.name_ja,
    organizations.name_en,
    project_members.kind,
    project_members.role,
    project_members.joined_on,
    project_members.confidence,
    project_members.source_id,
from project_members
inner join organizations using (organization_id)
where :project_id is null or project_members.project_id = :project_id
order by
    case project_members.role when 'lead' then 1 when 'member' then 2 else 3 end,
    project_members.organization_id,
    project_members.project_id
