-- name: project_sources(project_id)
-- Every source that a project names: its own, and those of its consortium, members, grants, milestones,
-- KPIs and values, and what was found after the grant.
-- Grain: one row per source. Only what is there on the as-of date names a source.
with

named_sources as (

    select project_id, source_id
    from query_table(['projects', 'project_members', 'grant_rows', 'milestones', 'kpis'], true)
    union
    select project_consortia.project_id, consortia.source_id
    from project_consortia
    inner join consortia using (consortium_id)
    union
    select kpis.project_id, kpi_values.source_id
    from kpis
    inner join kpi_values using (kpi_id)
    where has_come(kpi_values.measured_on)
    union
    select project_id, source_id
    from follow_ups
    where has_come(checked_on)

)

select
    sources.source_id,
    sources.publisher,
    sources.title,
    sources.url,
    sources.published_on,
from sources
where sources.source_id in (
    select named_sources.source_id
    from named_sources
    where :project_id is null or named_sources.project_id = :project_id
)
order by sources.source_id
