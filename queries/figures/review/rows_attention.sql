-- name: rows_attention(programme_id, area_id, theme, project_id)
-- The reasons for a look, each with what speaks for it and its place in the source. Internal: the public database has no
-- such rows.
-- Grain: one row per selected project, reason and row that speaks for it: the overdue milestones, the last report (the project
-- where there is none), the KPIs that are behind, the project for failed rules, the grant with unused headroom.
-- since_on and days up to the as-of date are that row's own, NULL where the reason has no date.
select
    speaking.project_id,
    speaking.reason,
    speaking.since_on,
    cast(as_of_day() - speaking.since_on as bigint) as days,
    speaking.of_table,
    place.*,
from attention_rows as speaking
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
left join place_of(speaking.of_table, speaking.of_key) as place on true
order by speaking.project_id, speaking.reason, place.row_number
