-- name: kpi_list(programme_id, area_id, theme, project_id)
-- The KPIs of the selected projects with their baseline, target, latest value and lag on the as-of date.
-- Grain: one row per KPI. Values in the KPI's own unit, lag in permille, NULL without baseline, target, target
-- date or value. Kept by project.
select
    kpis.kpi_id,
    kpis.project_id,
    projects_selected.title_ja as project_title_ja,
    projects_selected.title_en as project_title_en,
    projects_selected.status as project_status,
    kpis.name_ja,
    kpis.name_en,
    kpis.unit_ja,
    kpis.unit_en,
    kpis.direction,
    kpis.level,
    cast(kpis.baseline_value as double) as baseline_value,
    kpis.baseline_on,
    kpi_states.target_value,
    kpi_states.target_on,
    kpi_states.latest_value,
    kpi_states.latest_on,
    kpi_states.latest_qualifier_ja,
    kpi_states.latest_qualifier_en,
    kpi_states.lag_permille,
    kpis.confidence,
    kpis.source_id,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpis using (project_id)
inner join kpi_states using (kpi_id)
order by kpi_id
