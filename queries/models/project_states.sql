-- Milestones, KPIs and reports of each project, counted on the as-of date, and the colour they speak for.
-- Grain: one row per project. Counts are 0 where a project has none; the worst of nothing is NULL.
-- kpis_with_target are those with a target value; of these, kpi_targets_measured have a value and that of
-- kpi_targets_reached has come to the target.
-- rag_evidence is for projects with status selected or active, NULL for others: the worst colour that one of
-- their evidence_reasons speaks for; without any green, but NULL where nothing could speak: no milestone, no KPI
-- lag, no report, and a programme that does not say that reports are expected.
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
        count(*) filter (where has_target) as kpis_with_target,
        count(target_reached) as kpi_targets_measured,
        count(*) filter (where target_reached) as kpi_targets_reached,
    from kpi_states
    group by project_id

),

evidence as (

    select
        project_id,
        bool_or(rag = 'red') as any_red,
    from evidence_reasons
    group by project_id

),

counted as (

    select
        projects.project_id,
        projects.status in ('selected', 'active') as is_running,
        cast(coalesce(milestone_counts.milestones, 0) as bigint) as milestones,
        cast(coalesce(milestone_counts.milestones_done, 0) as bigint) as milestones_done,
        cast(coalesce(milestone_counts.milestones_overdue, 0) as bigint) as milestones_overdue,
        cast(milestone_counts.worst_overdue_days as bigint) as worst_overdue_days,
        cast(coalesce(kpi_counts.kpis, 0) as bigint) as kpis,
        cast(kpi_counts.worst_kpi_lag_permille as bigint) as worst_kpi_lag_permille,
        cast(coalesce(kpi_counts.kpis_with_target, 0) as bigint) as kpis_with_target,
        cast(coalesce(kpi_counts.kpi_targets_measured, 0) as bigint) as kpi_targets_measured,
        cast(coalesce(kpi_counts.kpi_targets_reached, 0) as bigint) as kpi_targets_reached,
        evidence.any_red,
        coalesce(programmes.reports_expected, false) as reports_expected,
        report_states.last_report_on,
        report_states.report_age_days,
        report_states.rag_reported,
    from projects
    left join programmes using (programme_id)
    left join milestone_counts using (project_id)
    left join kpi_counts using (project_id)
    left join evidence using (project_id)
    left join report_states using (project_id)

),

with_evidence as (

    select
        *,
        case
            when not is_running then null
            when any_red then 'red'
            when any_red is not null then 'amber'
            when reports_expected or milestones > 0 then 'green'
            when worst_kpi_lag_permille is not null or last_report_on is not null then 'green'
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
    kpis_with_target,
    kpi_targets_measured,
    kpi_targets_reached,
    last_report_on,
    report_age_days,
    rag_reported,
    rag_evidence,
    coalesce(rag_reported <> rag_evidence, false) as disagree,
from with_evidence
order by project_id;
