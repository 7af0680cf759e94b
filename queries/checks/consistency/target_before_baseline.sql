-- name: target_before_baseline()
-- kind: consistency
-- severity: warning
-- table: kpis
-- A KPI's target date is before the date of its baseline.
-- Grain: one row per KPI.
select
    kpi_id as key_1,
    'target_on' as column_name,
    cast(target_on as varchar) as value,
    cast(baseline_on as varchar) as expected,
from kpis
where target_on < baseline_on
order by key_1
