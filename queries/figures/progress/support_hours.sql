-- name: support_hours(programme_id, area_id, theme, project_id)
-- Implementation support given to the selected projects on or before the as-of date, by kind.
-- Grain: one row per kind that was given. Hours, NULL where every entry's are unknown. Kept.
select
    support.kind,
    cast(sum(support.hours) as double) as hours,
    count(*) as entries,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join support using (project_id)
where has_come(support.provided_on)
group by support.kind
order by kind
