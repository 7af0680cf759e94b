-- name: cap()
-- table: grants
-- column: decided_yen
-- The decided grant is at most the programme's cap.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    at_most(decided_yen, cap_yen) as outcome,
    decided_yen as actual,
    cap_yen as bound,
from grant_rows
