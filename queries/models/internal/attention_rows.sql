-- What a review meeting has to look at, on the as-of date, each with the rows of the source that speak for it.
-- Grain: one row per project, reason and row that speaks for it: of_table and of_key say which, as in source_rows.
-- since_on is that row's own, NULL where the reason has no date.
-- Of selected and active projects: milestone_overdue of each overdue milestone, and kpi_lag of each KPI that is behind, both
-- as in evidence_reasons; report_old, too long since the last report, or, where there is none (then the project speaks)
-- although the programme expects reports, since 1 April of the first fiscal year; rag_disagree since the last report. Of
-- every project: rule_fail, once; headroom_unused, too little of the decided amount settled for the fiscal year before that
-- of the as-of date, since the settlement; action_late of each action that is late, since its due date. How much is too
-- much is in queries/thresholds.yml.
create table attention_rows as
with

running as (

    select
        project_states.project_id,
        coalesce(
            project_states.last_report_on,
            case when programmes.reports_expected then first_day_of(projects.start_fy) end
        ) as silent_since,
        project_states.last_report_on,
        project_states.disagree,
        case when project_states.last_report_on is null then 'projects' else 'status_reports' end as of_table,
        row_key(project_states.project_id, project_states.last_report_on) as of_key,
    from projects
    inner join project_states using (project_id)
    left join programmes using (programme_id)
    where projects.status in ('selected', 'active')

)

select
    project_id,
    if(reason = 'kpi_behind', 'kpi_lag', reason) as reason,
    since_on,
    if(reason = 'kpi_behind', 'kpis', 'milestones') as of_table,
    row_key(about_id) as of_key,
from evidence_reasons
where evidence_reasons.reason in ('milestone_overdue', 'kpi_behind')
union all
select project_id, 'report_old' as reason, silent_since as since_on, of_table, of_key
from running
cross join thresholds
where date_diff('day', silent_since, as_of_day()) > thresholds.report_amber_days
union all
select project_id, 'rag_disagree' as reason, last_report_on as since_on, of_table, of_key
from running
where disagree
union all
select distinct project_id, 'rule_fail' as reason, null as since_on, 'projects' as of_table, row_key(project_id) as of_key
from rule_results
where outcome = 'fail'
union all
select
    project_id,
    'headroom_unused' as reason,
    settled_on as since_on,
    'grants' as of_table,
    row_key(project_id, fiscal_year) as of_key,
from grant_rows
cross join thresholds
where fiscal_year = fiscal_year_of(as_of_day()) - 1
    and settled_yen * 100 < decided_yen * thresholds.settled_percent
union all
select project_id, 'action_late' as reason, due_on as since_on, 'actions' as of_table, row_key(action_id) as of_key
from action_states
where state = 'late' and project_id is not null
order by project_id, reason, of_key;
