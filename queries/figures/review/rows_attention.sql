-- name: rows_attention(programme_id, area_id, theme, project_id)
-- The reasons for a look, each with what speaks for it and its place in the source. Internal: the public database has no
-- such rows.
-- Grain: one row per selected project, reason and row that speaks for it: the overdue milestones, the last report (the project
-- where there is none), the KPIs that are behind, the project for failed rules, the grant with unused headroom.
-- since_on and days up to the as-of date are that row's own, NULL where the reason has no date.
with

speaking as (

    select
        attention.project_id,
        attention.reason,
        milestone_states.due_on as since_on,
        'milestones' as table_name,
        row_key(milestone_states.milestone_id) as row_key,
    from attention
    inner join milestone_states using (project_id)
    where attention.reason = 'milestone_overdue' and milestone_states.state = 'overdue'
    union all
    select
        attention.project_id,
        attention.reason,
        attention.since_on,
        case when report_states.last_report_on is null then 'projects' else 'status_reports' end as table_name,
        case
            when report_states.last_report_on is null then row_key(attention.project_id)
            else row_key(attention.project_id, report_states.last_report_on)
        end as row_key,
    from attention
    left join report_states using (project_id)
    where attention.reason in ('report_old', 'rag_disagree')
    union all
    select
        attention.project_id,
        attention.reason,
        cast(null as date) as since_on,
        'kpis' as table_name,
        row_key(evidence_reasons.about_id) as row_key,
    from attention
    inner join evidence_reasons using (project_id)
    where attention.reason = 'kpi_lag' and evidence_reasons.reason = 'kpi_behind'
    union all
    select
        attention.project_id,
        attention.reason,
        cast(null as date) as since_on,
        'projects' as table_name,
        row_key(attention.project_id) as row_key,
    from attention
    where attention.reason = 'rule_fail'
    union all
    select
        attention.project_id,
        attention.reason,
        grant_rows.settled_on as since_on,
        'grants' as table_name,
        row_key(grant_rows.project_id, grant_rows.fiscal_year) as row_key,
    from attention
    inner join grant_rows using (project_id)
    cross join snapshot
    where attention.reason = 'headroom_unused' and grant_rows.fiscal_year = fiscal_year_of(snapshot.as_of) - 1

)

select
    speaking.project_id,
    speaking.reason,
    speaking.since_on,
    cast(snapshot.as_of - speaking.since_on as bigint) as days,
    place.table_name as of_table,
    place.file,
    place.sheet,
    place.row_number,
    place.shipped,
from speaking
inner join selected_projects(:programme_id, :area_id, :theme, :project_id) using (project_id)
cross join snapshot
left join source_rows as place
    on place.table_name = speaking.table_name and place.row_key = speaking.row_key
order by speaking.project_id, speaking.reason, place.row_number
