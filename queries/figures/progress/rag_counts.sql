-- name: rag_counts(programme_id, area_id, theme, project_id)
-- The selected projects with status selected or active, by what their last report on or before the as-of
-- date says.
-- Grain: one row per rag (amber, green, red) that is reported, and one with NULL for projects without a
-- report, last. running is the same in every row: all those projects. Kept.
select
    project_states.rag_reported as rag,
    count(*) as projects,
    cast(sum(count(*)) over () as bigint) as running,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join project_states using (project_id)
where projects_selected.status in ('selected', 'active')
group by project_states.rag_reported
order by rag nulls last
