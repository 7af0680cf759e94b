-- name: rate()
-- table: grants
-- column: decided_yen
-- The decided grant is at most the programme's share of the eligible expense. As a grant is a whole
-- number of yen, it exceeds the exact share when it exceeds the share cut to whole yen.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    at_most(decided_yen, rate_limit_yen) as outcome,
    decided_yen as actual,
    rate_limit_yen as bound,
from grant_rows
