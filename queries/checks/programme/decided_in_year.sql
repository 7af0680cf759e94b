-- name: decided_in_year()
-- table: grants
-- column: decided_on
-- The decision falls in the fiscal year it is for, from 1 April to 31 March.
-- Grain: one row per grant, as of the snapshot's date.
select
    project_id,
    fiscal_year,
    case
        when decided_on is null then 'not_assessed'
        when decided_on between first_day_of(fiscal_year) and last_day_of(fiscal_year) then 'pass'
        else 'warn'
    end as outcome,
from grant_rows
