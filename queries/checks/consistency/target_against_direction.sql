-- name: target_against_direction()
-- table: kpis
-- A KPI that is to rise has a target below its baseline, or one that is to fall has it above.
-- Grain: one row per KPI.
select
    kpi_id as key_1,
    'target_value' as column_name,
    regexp_replace(cast(target_value as varchar), '[.]0$', '') as value,
    regexp_replace(cast(baseline_value as varchar), '[.]0$', '') as expected,
from kpis
where
    (direction = 'increase' and target_value < baseline_value)
    or (direction = 'decrease' and target_value > baseline_value)
order by key_1
