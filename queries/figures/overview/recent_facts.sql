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

grants_selected as (

    select * from selected_grants(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)

),

facts as (

    select
        requested_on as happened_on,
        'request' as kind,
        project_id,
        requested_yen as amount_yen,
        cast(fiscal_year as varchar) as detail,
        fiscal_year,
        null as fact_ja,
        null as fact_en,
    from grants_selected
    union all
    select decided_on, 'decision', project_id, decided_yen, cast(fiscal_year as varchar), fiscal_year, null, null
    from grants_selected
    union all
    select settled_on, 'settlement', project_id, settled_yen, cast(fiscal_year as varchar), fiscal_year, null, null
    from grants_selected
    union all
    select paid_on, 'payment', project_id, paid_yen, cast(fiscal_year as varchar), fiscal_year, null, null
    from grants_selected
    union all
    select
        milestone_states.done_on,
        'milestone',
        milestone_states.project_id,
        null,
        milestone_states.milestone_id,
        null,
        milestones.title_ja,
        milestones.title_en,
    from milestone_states
    inner join milestones using (milestone_id)
    inner join projects_selected on milestone_states.project_id = projects_selected.project_id
    union all
    select status_reports.reported_on, 'report', project_id, null, status_reports.rag, null, null, null
    from status_reports
    inner join projects_selected using (project_id)
    union all
    select
        consortia.formed_on,
        'consortium',
        project_id,
        null,
        consortia.consortium_id,
        null,
        consortia.name_ja,
        consortia.name_en,
    from projects
    inner join projects_selected using (project_id)
    inner join consortia on projects.consortium_id = consortia.consortium_id

),

newest_facts as (

    select facts.*
    from facts
    cross join snapshot
    where facts.happened_on <= snapshot.as_of
    order by facts.happened_on desc, facts.kind, facts.project_id, facts.detail
    limit 12

)

select
    newest_facts.happened_on,
    newest_facts.kind,
    newest_facts.project_id,
    newest_facts.fiscal_year,
    projects.title_ja,
    projects.title_en,
    newest_facts.fact_ja,
    newest_facts.fact_en,
    cast(newest_facts.amount_yen as bigint) as amount_yen,
from newest_facts
inner join projects using (project_id)
order by newest_facts.happened_on desc, newest_facts.kind, newest_facts.project_id, newest_facts.detail
