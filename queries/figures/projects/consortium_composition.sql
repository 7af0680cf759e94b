-- name: consortium_composition(programme_id, area_id, theme, project_id)
-- Who works on the selected projects, by kind of organization.
-- Grain: one row per kind that has a member on its project's member day. projects = selected projects with such a
-- member. Kept.
select
    project_members.kind,
    count(distinct project_members.organization_id) as organizations,
    count(distinct project_members.project_id) as projects,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_members using (project_id)
group by project_members.kind
order by kind
