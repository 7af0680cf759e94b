-- name: paid_within_settled()
-- table: grants
-- column: paid_yen
-- No more is paid than was settled, and nothing before the settlement is known.
-- Grain: one row per grant, as of the snapshot's date. Money in yen.
select
    project_id,
    fiscal_year,
    case
        when paid_yen is null then 'not_assessed'
        when settled_yen is null then 'warn'
        when paid_yen > settled_yen then 'fail'
        else 'pass'
    end as outcome,
    paid_yen as actual,
    settled_yen as bound,
from grant_rows
