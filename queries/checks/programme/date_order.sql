-- name: date_order()
-- table: grants
-- Request, decision, settlement and payment follow each other; the same day is in order. A date that
-- is unknown is passed over, and with fewer than two there is nothing to compare.
-- Grain: one row per grant, as of the snapshot's date; for the words the four dates, with a dash where unknown.
select
    project_id,
    fiscal_year,
    case
        when requested_on > least(decided_on, settled_on, paid_on) then 'fail'
        when decided_on > least(settled_on, paid_on) or settled_on > paid_on then 'fail'
        when requested_on is not null and coalesce(decided_on, settled_on, paid_on) is not null then 'pass'
        when decided_on is not null and coalesce(settled_on, paid_on) is not null then 'pass'
        when settled_on is not null and paid_on is not null then 'pass'
        else 'not_assessed'
    end as outcome,
    coalesce(cast(requested_on as varchar), '–') as requested_on,
    coalesce(cast(decided_on as varchar), '–') as decided_on,
    coalesce(cast(settled_on as varchar), '–') as settled_on,
    coalesce(cast(paid_on as varchar), '–') as paid_on,
from grant_rows
