-- name: settled_within_decided()
-- table: grants
-- column: settled_yen
-- No more is settled than was decided.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    at_most(settled_yen, decided_yen) as outcome,
    settled_yen as actual,
    decided_yen as bound,
from grant_rows
