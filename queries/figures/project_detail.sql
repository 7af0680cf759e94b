-- name: project_detail(project_id)
-- What a project is, and the consortium behind it.
-- Grain: one row per project. A consortium formed after the as-of date is not there, and its columns are
-- NULL.
with

formed_consortia as (

    select consortia.*
    from consortia
    cross join snapshot
    where consortia.formed_on is null or consortia.formed_on <= snapshot.as_of

)

select
    projects.project_id,
    projects.title_ja,
    projects.title_en,
    projects.summary_ja,
    projects.summary_en,
    projects.programme_id,
    projects.area_id,
    projects.theme,
    projects.technologies,
    projects.status,
    cast(projects.start_fy as bigint) as start_fy,
    cast(projects.end_fy as bigint) as end_fy,
    projects.confidence,
    projects.published,
    formed_consortia.consortium_id,
    formed_consortia.name_ja as consortium_name_ja,
    formed_consortia.name_en as consortium_name_en,
    formed_consortia.formed_on,
    projects.source_id,
from projects
left join formed_consortia using (consortium_id)
where :project_id is null or projects.project_id = :project_id
order by projects.project_id
