-- name: measured_before_project()
-- kind: consistency
-- severity: warning
-- table: kpi_values
-- A KPI was measured before the project began, on 1 April of its first fiscal year. What was there
-- before belongs into the KPI's baseline.
-- Grain: one row per KPI value.
select
    kpi_values.kpi_id as key_1,
    cast(kpi_values.measured_on as varchar) as key_2,
    'measured_on' as column_name,
    cast(kpi_values.measured_on as varchar) as value,
    cast(first_day_of(projects.start_fy) as varchar) as expected,
from kpi_values
inner join kpis using (kpi_id)
inner join projects using (project_id)
where kpi_values.measured_on < first_day_of(projects.start_fy)
order by key_1, key_2
