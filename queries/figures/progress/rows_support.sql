-- name: rows_support(programme_id, area_id, theme, project_id)
-- The support behind the hours, each entry with its place in the source.
-- Grain: one row per entry of support given to a selected project on or before the as-of date. Hours, NULL where unknown.
select
    support.support_id,
    support.project_id,
    support.kind,
    support.provided_on,
    cast(support.hours as double) as hours,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join support using (project_id)
left join place_of('support', row_key(support.support_id)) as place on true
where has_come(support.provided_on)
order by support.support_id
