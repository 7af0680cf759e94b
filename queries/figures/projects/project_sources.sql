-- name: project_sources(project_id)
-- Every source that a project names: its own, and those of its consortium, members, grants, milestones,
-- KPIs and values, and what was found after the grant.
-- Grain: one row per source. Only what is there on the as-of date names a source.
select distinct sources.*
from sources
inner join (
    select project_id, source_id
    from query_table(['projects', 'project_members', 'grant_rows', 'milestones', 'kpis'], true)
    union all
    select project_consortia.project_id, consortia.source_id
    from project_consortia
    inner join consortia using (consortium_id)
    union all
    select kpis.project_id, kpi_values.source_id
    from kpis
    inner join kpi_values using (kpi_id)
    where has_come(kpi_values.measured_on)
    union all
    select project_id, source_id
    from follow_ups
    where has_come(checked_on)
) as named using (source_id)
where :project_id is null or named.project_id = :project_id
order by source_id
