-- name: consortium_parts(programme_id, area_id, theme, project_id)
-- Which of the parts that a consortium has to have are known of each, on its project's member day.
-- Grain: one row per selected project whose consortium is formed. members are all, inferred those of them that
-- are inferred; has_partner: a university or a company. members_complete: the list is known to be complete; only
-- then does a part that is missing break the rule `consortium`. Kept by project.
select
    consortium_parts.project_id,
    consortium_parts.members,
    consortium_parts.inferred,
    consortium_parts.has_lead,
    consortium_parts.has_local_government,
    consortium_parts.has_partner,
    consortium_parts.members_complete,
from consortium_parts
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
order by project_id
