-- name: consortium_parts(programme_id, area_id, theme, project_id)
-- Which of the parts that a consortium has to have are known of each, on its project's member day.
-- Grain: one row per selected project whose consortium is formed. members are all, inferred those of them that
-- are inferred; has_partner: a university or a company. members_complete: the list is known to be complete; only
-- then does a part that is missing break the rule `consortium`. Kept by project.
select consortium_parts.*
from consortium_parts
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
order by project_id
