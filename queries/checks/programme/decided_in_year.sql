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
        when decided_on < make_date(fiscal_year, 4, 1) then 'warn'
        when decided_on >= make_date(fiscal_year + 1, 4, 1) then 'warn'
        else 'pass'
    end as outcome,
from grant_rows
