-- name: rows_follow_ups(programme_id, area_id, theme, project_id)
-- The follow-ups in words, each with its place in the source.
-- Grain: one row per selected project and day of a check, those of follow_up_list.
select
    follow_ups.project_id,
    follow_ups.checked_on,
    follow_ups.state,
    follow_ups.run_by_ja,
    follow_ups.run_by_en,
    follow_ups.paid_by_ja,
    follow_ups.paid_by_en,
    follow_ups.place_ja,
    follow_ups.place_en,
    follow_ups.users,
    follow_ups.source_id,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id)
inner join follow_ups using (project_id)
left join place_of('follow_ups', row_key(follow_ups.project_id, follow_ups.checked_on)) as place on true
where has_come(follow_ups.checked_on)
order by follow_ups.project_id, follow_ups.checked_on
