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

)

select
    projects.project_id,
    coalesce(milestone_counts.milestones, 0) as milestones,
    coalesce(milestone_counts.milestones_done, 0) as milestones_done,
    coalesce(milestone_counts.milestones_overdue, 0) as milestones_overdue,
    milestone_counts.worst_overdue_days,
    coalesce(kpi_counts.kpis, 0) as kpis,
    kpi_counts.worst_kpi_lag_permille,
    coalesce(kpi_counts.kpis_with_target, 0) as kpis_with_target,
    coalesce(kpi_counts.kpi_targets_measured, 0) as kpi_targets_measured,
    coalesce(kpi_counts.kpi_targets_reached, 0) as kpi_targets_reached,
    report_states.last_report_on,
    report_states.report_age_days,
    report_states.rag_reported,
    case
        when projects.status not in ('selected', 'active') then null
        when evidence.any_red then 'red'
        when evidence.any_red is not null then 'amber'
        when programmes.reports_expected or milestone_counts.milestones > 0 then 'green'
        when kpi_counts.worst_kpi_lag_permille is not null or report_states.last_report_on is not null then 'green'
    end as rag_evidence,
    coalesce(report_states.rag_reported <> rag_evidence, false) as disagree,
from projects
left join programmes using (programme_id)
left join milestone_counts using (project_id)
left join kpi_counts using (project_id)
left join evidence using (project_id)
left join report_states using (project_id)
order by projects.project_id;
