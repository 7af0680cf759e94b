-- name: promised_projects(programme_id, area_id, theme, project_id)
-- Which projects a meeting goes over for nothing but what was promised: an action is open, and nothing needs a look.
-- Internal: the public database does not have what needs a look.
-- Grain: one row per selected project with an action that is neither done nor late and no row in review_attention; what is
-- due first comes first. due_on: the first day on which one of them is due, NULL where none has one. Kept by project.
select
    project_id,
    min(due_on) as due_on,
from action_states
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
where state = 'open'
    and project_id not in (select attention.project_id from attention)
group by project_id
order by due_on nulls last, project_id
