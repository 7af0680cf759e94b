-- What a review meeting has to look at, on the as-of date.
-- Grain: one row per project and reason. days = days since since_on; both NULL where a reason has no date.
-- Of selected and active projects: milestone_overdue since the earliest overdue date, and kpi_lag, both as in
-- evidence_reasons; report_old, too long since the last report, or, where there is none although the programme
-- expects reports, since 1 April of the first fiscal year; rag_disagree since the last report. Of every project:
-- rule_fail; headroom_unused, too little of the decided amount settled for the fiscal year before that of the as-of
-- date, since the settlement. How much is too much is in queries/thresholds.yml.
create table attention as
with

running as (

    select
        projects.project_id,
        coalesce(
            project_states.last_report_on,
            case when programmes.reports_expected then first_day_of(projects.start_fy) end
        ) as silent_since,
        project_states.last_report_on,
        project_states.disagree,
    from projects
    inner join project_states using (project_id)
    left join programmes using (programme_id)
    where projects.status in ('selected', 'active')

),

reasons as (

    select
        project_id,
        'milestone_overdue' as reason,
        min(since_on) as since_on,
    from evidence_reasons
    where reason = 'milestone_overdue'
    group by project_id
    union all
    select
        running.project_id,
        'report_old' as reason,
        running.silent_since as since_on,
    from running
    cross join snapshot
    cross join thresholds
    where snapshot.as_of - running.silent_since > thresholds.report_amber_days
    union all
    select distinct
        project_id,
        'kpi_lag' as reason,
        cast(null as date) as since_on,
    from evidence_reasons
    where reason = 'kpi_behind'
    union all
    select
        project_id,
        'rag_disagree' as reason,
        last_report_on as since_on,
    from running
    where disagree
    union all
    select distinct
        project_id,
        'rule_fail' as reason,
        cast(null as date) as since_on,
    from rule_results
    where outcome = 'fail'
    union all
    select
        project_id,
        'headroom_unused' as reason,
        settled_on as since_on,
    from grant_rows
    cross join snapshot
    cross join thresholds
    where fiscal_year = fiscal_year_of(snapshot.as_of) - 1
        and settled_yen * 100 < decided_yen * thresholds.settled_percent

)

select
    reasons.project_id,
    reasons.reason,
    reasons.since_on,
    cast(snapshot.as_of - reasons.since_on as bigint) as days,
from reasons
cross join snapshot
order by reasons.project_id, reasons.reason;
