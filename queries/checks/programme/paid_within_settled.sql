-- name: paid_within_settled()
-- table: grants
-- column: paid_yen
-- No more is paid than was settled, and nothing before the settlement is known.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    if(paid_yen is not null and settled_yen is null, 'warn', at_most(paid_yen, settled_yen)) as outcome,
    paid_yen as actual,
    settled_yen as bound,
from grant_rows
