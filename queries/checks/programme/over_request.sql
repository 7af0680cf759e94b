-- name: over_request()
-- table: grants
-- column: decided_yen
-- No more is decided than was requested.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    if(decided_yen > requested_yen, 'warn', at_most(decided_yen, requested_yen)) as outcome,
    decided_yen as actual,
    requested_yen as bound,
from grant_rows
