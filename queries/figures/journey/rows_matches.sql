-- name: rows_matches(programme_id, area_id, theme, project_id)
-- The introductions of an organization to an issue, each with its place in the source. Internal: the public database has no
-- such rows.
-- Grain: one row per match of a selected issue introduced on or before the as-of date. is_agreed, is_closed: by that date.
select
    matches.* exclude (event_id, project_id),
    coalesce(has_come(matches.agreed_on), false) as is_agreed,
    coalesce(has_come(matches.closed_on), false) as is_closed,
    place.*,
from matches
inner join selected_issues(:programme_id, :area_id, :theme, :project_id) using (issue_id)
left join place_of('matches', row_key(matches.match_id)) as place on true
where has_come(matches.introduced_on)
order by matches.match_id
