-- Milestones, KPIs and reports of each project, counted on the as-of date, and the colour they speak for.
-- Grain: one row per project. Counts are 0 where a project has none; the worst of nothing is NULL.
-- rag_evidence is for projects with status selected or active, NULL for others. Red: a rule failed, a
-- milestone over 90 days overdue, a report over 180 days old, or none and more than 180 days since 1 April
-- of the first fiscal year. Else amber: any milestone overdue, a report over 90 days old, or a KPI over 250
-- permille behind. Else green.
-- disagree: both colours are there and differ; false where one is missing, as nothing then disagrees.
create table project_states as
with

milestone_counts as (

    select
        project_id,
        count(*) as milestones,
        count(*) filter (where state = 'done') as milestones_done,
        count(*) filter (where state = 'overdue') as milestones_overdue,
        max(overdue_days) as worst_overdue_days,
    from milestone_states
    group by project_id

),

kpi_counts as (

    select
        project_id,
        count(*) as kpis,
        max(lag_permille) as worst_kpi_lag_permille,
    from kpi_states
    group by project_id

),

rule_counts as (

    select
        project_id,
        count(*) as rules_failed,
    from rule_results
    where outcome = 'fail'
    group by project_id

),

counted as (

    select
        projects.project_id,
        projects.status in ('selected', 'active') as is_running,
        snapshot.as_of - make_date(cast(projects.start_fy as bigint), 4, 1) as days_since_start,
        cast(coalesce(milestone_counts.milestones, 0) as bigint) as milestones,
        cast(coalesce(milestone_counts.milestones_done, 0) as bigint) as milestones_done,
        cast(coalesce(milestone_counts.milestones_overdue, 0) as bigint) as milestones_overdue,
        cast(milestone_counts.worst_overdue_days as bigint) as worst_overdue_days,
        cast(coalesce(kpi_counts.kpis, 0) as bigint) as kpis,
        cast(kpi_counts.worst_kpi_lag_permille as bigint) as worst_kpi_lag_permille,
        coalesce(rule_counts.rules_failed, 0) as rules_failed,
        report_states.last_report_on,
        report_states.report_age_days,
        report_states.rag_reported,
    from projects
    left join milestone_counts using (project_id)
    left join kpi_counts using (project_id)
    left join rule_counts using (project_id)
    left join report_states using (project_id)
    cross join snapshot

),

with_evidence as (

    select
        *,
        case
            when not is_running then null
            when
                rules_failed > 0
                or worst_overdue_days > 90
                or report_age_days > 180
                or (last_report_on is null and days_since_start > 180)
                then 'red'
            when
                milestones_overdue > 0
                or report_age_days > 90
                or worst_kpi_lag_permille > 250
                then 'amber'
            else 'green'
        end as rag_evidence,
    from counted

)

select
    project_id,
    milestones,
    milestones_done,
    milestones_overdue,
    worst_overdue_days,
    kpis,
    worst_kpi_lag_permille,
    last_report_on,
    report_age_days,
    rag_reported,
    rag_evidence,
    coalesce(rag_reported <> rag_evidence, false) as disagree,
from with_evidence
order by project_id;
