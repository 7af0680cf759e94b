-- Milestones, KPIs and reports of each project, counted on the as-of date, and the colour they speak for.
-- Grain: one row per project. Counts are 0 where a project has none; the worst of nothing is NULL.
-- kpis_with_target are those with a target value; of these, kpi_targets_measured have a value and that of
-- kpi_targets_reached has come to the target.
-- rag_evidence is what evidence_rag says of their evidence_reasons; original_worst_lag_permille is by the original
-- targets.
-- disagree: both colours are there and differ; false where one is missing, as nothing then disagrees.
create table project_states as
select
    projects.project_id,
    coalesce(milestone_counts.milestones, 0) as milestones,
    coalesce(milestone_counts.milestones_done, 0) as milestones_done,
    coalesce(milestone_counts.milestones_overdue, 0) as milestones_overdue,
    milestone_counts.worst_overdue_days,
    coalesce(kpi_counts.kpis, 0) as kpis,
    kpi_counts.worst_kpi_lag_permille,
    kpi_counts.original_worst_lag_permille,
    coalesce(kpi_counts.kpis_with_target, 0) as kpis_with_target,
    coalesce(kpi_counts.kpi_targets_measured, 0) as kpi_targets_measured,
    coalesce(kpi_counts.kpi_targets_reached, 0) as kpi_targets_reached,
    report_states.last_report_on,
    report_states.report_age_days,
    report_states.rag_reported,
    evidence_rag(
        projects.status,
        evidence.any_red,
        programmes.reports_expected,
        milestone_counts.milestones,
        kpi_counts.worst_kpi_lag_permille,
        report_states.last_report_on
    ) as rag_evidence,
    coalesce(report_states.rag_reported <> rag_evidence, false) as disagree,
from projects
left join programmes using (programme_id)
left join (
    select
        project_id,
        count(*) as milestones,
        count(*) filter (where state = 'done') as milestones_done,
        count(*) filter (where state = 'overdue') as milestones_overdue,
        max(overdue_days) as worst_overdue_days,
    from milestone_states
    group by project_id
) as milestone_counts using (project_id)
left join (
    select
        project_id,
        count(*) as kpis,
        max(lag_permille) as worst_kpi_lag_permille,
        max(original_lag_permille) as original_worst_lag_permille,
        count(*) filter (where has_target) as kpis_with_target,
        count(target_reached) as kpi_targets_measured,
        count(*) filter (where target_reached) as kpi_targets_reached,
    from kpi_states
    group by project_id
) as kpi_counts using (project_id)
left join (
    select project_id, bool_or(rag = 'red') as any_red
    from evidence_reasons
    group by project_id
) as evidence using (project_id)
left join report_states using (project_id)
order by projects.project_id;
