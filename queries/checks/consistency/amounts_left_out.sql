-- name: amounts_left_out()
-- kind: consistency
-- severity: warning
-- table: grants
-- about: dataset
-- How many known amounts are dated after the as-of date, so that no figure counts them, and how much money
-- that is. `expected` is the as-of date.
-- Grain: one row where there are any. Money in yen, as `value` too.
with

dated as (

    from grants
    unpivot (
        (yen, on_date) for amount in (
            (requested_yen, requested_on),
            (decided_yen, decided_on),
            (settled_yen, settled_on),
            (paid_yen, paid_on)
        )
    )

)

select
    cast(null as varchar) as column_name,
    cast(sum(dated.yen) as varchar) as value,
    cast(snapshot.as_of as varchar) as expected,
    count(*) as amounts,
    cast(sum(dated.yen) as bigint) as yen,
from dated
cross join snapshot
where dated.yen is not null
    and dated.on_date > snapshot.as_of
group by snapshot.as_of
