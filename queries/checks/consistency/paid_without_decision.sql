-- name: paid_without_decision()
-- table: grants
-- empty: decided_yen
-- A grant was paid of which no decided amount is known, neither an original nor a changed one.
-- Grain: one row per grant. Money in yen.
select
    project_id as key_1,
    cast(fiscal_year as varchar) as key_2,
    'paid_yen' as column_name,
    cast(paid_yen as varchar) as value,
    'decided_yen' as expected,
from grants
anti join (
    from grant_changes
    where has_come(grant_changes.changed_on)
) as changed using (project_id, fiscal_year)
where paid_yen > 0 and decided_yen is null
order by key_1, key_2
