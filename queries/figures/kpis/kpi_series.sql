-- name: kpi_series(programme_id, area_id, theme, project_id)
-- Every value of the selected projects' KPIs that was measured on or before the as-of date.
-- Grain: one row per KPI and date of measurement. Values in the KPI's own unit.
select kpi_values.*
from selected_projects(:programme_id, :area_id, :theme, :project_id)
inner join kpis using (project_id)
inner join kpi_values using (kpi_id)
where has_come(kpi_values.measured_on)
order by kpi_values.kpi_id, kpi_values.measured_on
