-- name: project_detail(project_id)
-- What a project is, and the consortium behind it.
-- Grain: one row per project. A consortium formed after the as-of date is not there, and its columns are
-- NULL. members_on: the project's member day.
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
    projects.closing_ja,
    projects.closing_en,
    project_consortia.consortium_id,
    project_consortia.name_ja as consortium_name_ja,
    project_consortia.name_en as consortium_name_en,
    project_consortia.formed_on,
    project_consortia.member_day as members_on,
    projects.source_id,
from projects
left join project_consortia using (project_id)
where :project_id is null or projects.project_id = :project_id
order by projects.project_id
