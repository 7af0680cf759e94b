-- name: over_request()
-- table: grants
-- column: decided_yen
-- No more is decided than was requested.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    case
        when decided_yen is null or requested_yen is null then 'not_assessed'
        when decided_yen > requested_yen then 'warn'
        else 'pass'
    end as outcome,
    decided_yen as actual,
    requested_yen as bound,
from grant_rows
