-- name: rows_actions(programme_id, area_id, theme, project_id)
-- The actions in words, each with its place in the source.
-- Grain: one row per action, those of action_list.
select
    states.*,
    actions.text_ja,
    actions.text_en,
    place.*,
from action_states as states
inner join actions using (action_id)
left join place_of('actions', row_key(states.action_id)) as place on true
where coalesce(:programme_id, :area_id, :theme, :project_id) is null
    or states.project_id in (select project_id from selected_projects(:programme_id, :area_id, :theme, :project_id))
order by states.action_id
