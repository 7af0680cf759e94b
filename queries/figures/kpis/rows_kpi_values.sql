-- name: rows_kpi_values(programme_id, area_id, theme, project_id)
-- The measured values of KPIs, each with its place in the source.
-- Grain: one row per KPI of a selected project and date of measurement on or before the as-of date. Values in the KPI's own unit.
select
    kpi_values.kpi_id,
    kpi_values.measured_on,
    kpis.project_id,
    cast(kpi_values.value as double) as value,
    place.*,
from selected_projects(:programme_id, :area_id, :theme, :project_id) as projects_selected
inner join kpis using (project_id)
inner join kpi_values using (kpi_id)
left join place_of('kpi_values', row_key(kpi_values.kpi_id, kpi_values.measured_on)) as place on true
where has_come(kpi_values.measured_on)
order by kpi_values.kpi_id, kpi_values.measured_on
