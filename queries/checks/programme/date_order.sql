-- name: date_order()
-- table: grants
-- Request, decision, settlement and payment follow each other; the same day is in order. A date that
-- is unknown is passed over, and with fewer than two there is nothing to compare.
-- Grain: one row per grant, as of the snapshot's date; for the words the four dates, with a dash where unknown.
with

dated as (

    select
        project_id,
        fiscal_year,
        [requested_on, decided_on, settled_on, paid_on] as dates,
        list_filter(dates, lambda happened_on : happened_on is not null) as known_dates,
    from grant_rows

)

select
    project_id,
    fiscal_year,
    case
        when len(known_dates) < 2 then 'not_assessed'
        when known_dates <> list_sort(known_dates) then 'fail'
        else 'pass'
    end as outcome,
    coalesce(cast(dates[1] as varchar), '–') as requested_on,
    coalesce(cast(dates[2] as varchar), '–') as decided_on,
    coalesce(cast(dates[3] as varchar), '–') as settled_on,
    coalesce(cast(dates[4] as varchar), '–') as paid_on,
from dated
