-- name: meeting_actions(programme_id, area_id, theme, project_id)
-- What meetings decided, in words and with who does it: late first, then open, then done. Internal: who does it is not
-- public.
-- Grain: one row per action, those of action_list. Kept by project.
select
    states.*,
    actions.text_ja,
    actions.text_en,
    owners.owner,
from action_states as states
inner join actions using (action_id)
inner join action_owners() as owners using (action_id)
where coalesce(:programme_id, :area_id, :theme, :project_id) is null
    or states.project_id in (select project_id from selected_projects(:programme_id, :area_id, :theme, :project_id))
order by list_position(['late', 'open', 'done'], state), due_on, action_id
