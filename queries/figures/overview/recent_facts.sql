-- name: recent_facts(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- The twelve newest dated facts of the selected projects on or before the as-of date, newest first.
-- Grain: one row per fact. kind is request, decision, settlement, payment (with its amount in yen, NULL
-- where unknown), milestone (done), report or consortium (formed); the title is the project's, the
-- fact the name of the milestone or consortium, NULL for the others; the fiscal year is the grant's, NULL where the fact is
-- no money. Fiscal years narrow the money alone.
with

projects_selected as (

    select * from selected_projects(:programme_id, :area_id, :theme, :project_id)

),

facts as (

    select
        *,
        cast(fiscal_year as varchar) as detail,
        cast(null as varchar) as fact_ja,
        cast(null as varchar) as fact_en,
    from dated_amounts(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
    union all by name
    select
        done_on as happened_on,
        'milestone' as kind,
        project_id,
        milestone_id as detail,
        title_ja as fact_ja,
        title_en as fact_en,
    from selected_milestones(:programme_id, :area_id, :theme, :project_id)
    union all by name
    select
        status_reports.reported_on as happened_on,
        'report' as kind,
        project_id,
        status_reports.rag as detail,
    from status_reports
    inner join projects_selected using (project_id)
    union all by name
    select
        consortia.formed_on as happened_on,
        'consortium' as kind,
        project_id,
        consortia.consortium_id as detail,
        consortia.name_ja as fact_ja,
        consortia.name_en as fact_en,
    from projects
    inner join projects_selected using (project_id)
    inner join consortia using (consortium_id)

)

select
    facts.happened_on,
    facts.kind,
    facts.project_id,
    facts.fiscal_year,
    projects_selected.title_ja,
    projects_selected.title_en,
    facts.fact_ja,
    facts.fact_en,
    facts.amount_yen,
from facts
inner join projects_selected using (project_id)
cross join snapshot
where facts.happened_on <= snapshot.as_of
order by facts.happened_on desc, facts.kind, facts.project_id, facts.detail
limit 12
