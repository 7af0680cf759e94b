-- Milestones, KPIs and reports of each project, counted on the as-of date.
-- Grain: one row per project. Counts are 0 where a project has none; the worst of nothing is NULL.
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

)

select
    projects.project_id,
    cast(coalesce(milestone_counts.milestones, 0) as bigint) as milestones,
    cast(coalesce(milestone_counts.milestones_done, 0) as bigint) as milestones_done,
    cast(coalesce(milestone_counts.milestones_overdue, 0) as bigint) as milestones_overdue,
    cast(milestone_counts.worst_overdue_days as bigint) as worst_overdue_days,
    cast(coalesce(kpi_counts.kpis, 0) as bigint) as kpis,
    cast(kpi_counts.worst_kpi_lag_permille as bigint) as worst_kpi_lag_permille,
    report_states.last_report_on,
    report_states.report_age_days,
    report_states.rag_reported,
from projects
left join milestone_counts using (project_id)
left join kpi_counts using (project_id)
left join report_states using (project_id)
order by projects.project_id;
