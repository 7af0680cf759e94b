-- name: rows_follow_ups(programme_id, area_id, theme, project_id)
-- The follow-ups in words, each with its place in the source.
-- Grain: one row per selected project and day of a check, those of follow_up_list.
select
    found.*,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id)
inner join (select columns(lambda name: name <> 'note') from follow_ups) as found using (project_id)
left join place_of('follow_ups', row_key(found.project_id, found.checked_on)) as place on true
where has_come(found.checked_on)
order by found.project_id, found.checked_on
