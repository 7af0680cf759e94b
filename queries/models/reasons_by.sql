-- What of the record speaks against a project on the as-of date, and how strongly: by the plan in force ('now') or by
-- the 'original' due dates and targets. The rules are checked on the amounts in force either way.
-- Grain: one row per project with status selected or active, reason and what it is about. rag: the colour
-- that the reason alone speaks for, red or amber. Ages and delays in days, lag in permille.
-- How late is too late is in queries/thresholds.yml.
-- rule_failed: a failed check of a rule (about_id is the rule; actual and bound in its unit). milestone_overdue:
-- about_id is the milestone. report_old: of the last report. no_report: none, although the programme expects
-- reports, since 1 April of the first fiscal year. kpi_behind: its schedule (about_id is the KPI).
create macro reasons_by(plan) as table
with

running as (

    select
        projects.project_id,
        first_day_of(projects.start_fy) as started_on,
        programmes.reports_expected,
        thresholds.*,
    from projects
    left join programmes using (programme_id)
    cross join thresholds
    where projects.status in ('selected', 'active')

)

select
    running.project_id,
    'rule_failed' as reason,
    'red' as rag,
    rule_results.rule as about_id,
    rule_results.fiscal_year,
    rule_results.actual,
    rule_results.bound,
from running
inner join rule_results using (project_id)
where rule_results.outcome = 'fail'
union all by name
select
    running.project_id,
    'milestone_overdue' as reason,
    by_plan(plan, milestone_states.original_overdue_days, milestone_states.overdue_days) as days,
    case when days > running.milestone_red_days then 'red' else 'amber' end as rag,
    milestone_states.milestone_id as about_id,
    by_plan(plan, milestone_states.original_due_on, milestone_states.due_on) as since_on,
from running
inner join milestone_states using (project_id)
where days > 0
union all by name
select
    running.project_id,
    'report_old' as reason,
    case when report_states.report_age_days > running.report_red_days then 'red' else 'amber' end as rag,
    report_states.last_report_on as since_on,
    report_states.report_age_days as days,
from running
inner join report_states using (project_id)
where report_states.report_age_days > running.report_amber_days
union all by name
select
    running.project_id,
    'no_report' as reason,
    'red' as rag,
    running.started_on as since_on,
    date_diff('day', running.started_on, as_of_day()) as days,
from running
anti join report_states using (project_id)
where running.reports_expected and date_diff('day', running.started_on, as_of_day()) > running.report_red_days
union all by name
select
    running.project_id,
    'kpi_behind' as reason,
    'amber' as rag,
    kpi_states.kpi_id as about_id,
    by_plan(plan, kpi_states.original_lag_permille, kpi_states.lag_permille) as lag_permille,
from running
inner join kpi_states using (project_id)
where by_plan(plan, kpi_states.original_lag_permille, kpi_states.lag_permille) > 10 * running.kpi_amber_points;
