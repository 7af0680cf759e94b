-- name: rows_attention(programme_id, area_id, theme, project_id)
-- The reasons for a look, each with what speaks for it and its place in the source. Internal: the public database has no
-- such rows.
-- Grain: one row per selected project, reason and row that speaks for it: the overdue milestones, the last report (the project
-- where there is none), the KPIs that are behind, the project for failed rules, the grant with unused headroom.
-- since_on and days up to the as-of date are that row's own, NULL where the reason has no date.
with

speaking as (

    select
        project_id,
        'milestone_overdue' as reason,
        due_on as since_on,
        'milestones' as of_table,
        row_key(milestone_id) as of_key,
    from milestone_states
    where state = 'overdue'
    union all
    select
        attention.project_id,
        attention.reason,
        attention.since_on,
        case when report_states.last_report_on is null then 'projects' else 'status_reports' end as of_table,
        row_key(attention.project_id, report_states.last_report_on) as of_key,
    from attention
    left join report_states using (project_id)
    where attention.reason in ('report_old', 'rag_disagree')
    union all
    select project_id, 'kpi_lag' as reason, null as since_on, 'kpis' as of_table, row_key(about_id) as of_key
    from evidence_reasons
    where reason = 'kpi_behind'
    union all
    select project_id, reason, null as since_on, 'projects' as of_table, row_key(project_id) as of_key
    from attention
    where reason = 'rule_fail'
    union all
    select
        project_id,
        'headroom_unused' as reason,
        settled_on as since_on,
        'grants' as of_table,
        row_key(project_id, fiscal_year) as of_key,
    from grant_rows
    cross join snapshot
    where fiscal_year = fiscal_year_of(snapshot.as_of) - 1

)

select
    speaking.project_id,
    speaking.reason,
    speaking.since_on,
    cast(snapshot.as_of - speaking.since_on as bigint) as days,
    speaking.of_table,
    place.*,
from speaking
inner join attention using (project_id, reason)
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
cross join snapshot
left join place_of(speaking.of_table, speaking.of_key) as place on true
order by speaking.project_id, speaking.reason, place.row_number
