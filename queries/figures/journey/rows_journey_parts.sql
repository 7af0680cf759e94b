-- name: rows_journey_parts(programme_id, area_id, theme, project_id)
-- The issues behind the journey of each theme and municipality, each with its place in the source. Internal: the public
-- database has no such rows.
-- Grain: one row per dimension (municipality, theme), selected issue and step that it reached on or before the as-of date.
select
    parts.* exclude (place),
    place.*,
from selected_parts(:programme_id, :area_id, :theme, :project_id) as parts
left join place_of('issues', row_key(parts.issue_id)) as place on true
order by parts.dimension, parts.id, parts.place, parts.issue_id
