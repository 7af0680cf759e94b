-- name: amounts_left_out()
-- table: grants
-- about: dataset
-- How many known amounts are dated after the as-of date, so that no figure counts them, and how much money
-- that is, by stage: the same money may stand in several. `expected` is the as-of date.
-- Grain: one row where there are any. Money in yen, as `value` too.
select
    cast(null as varchar) as column_name,
    cast(sum(dated.yen) as varchar) as value,
    cast(as_of_day() as varchar) as expected,
    count(*) as amounts,
    cast(coalesce(sum(dated.yen) filter (where dated.amount = 'requested'), 0) as bigint) as requested,
    cast(coalesce(sum(dated.yen) filter (where dated.amount = 'decided'), 0) as bigint) as decided,
    cast(coalesce(sum(dated.yen) filter (where dated.amount = 'settled'), 0) as bigint) as settled,
    cast(coalesce(sum(dated.yen) filter (where dated.amount = 'paid'), 0) as bigint) as paid,
from grants
cross join lateral (
    values
    ('requested', requested_yen, requested_on),
    ('decided', decided_yen, decided_on),
    ('settled', settled_yen, settled_on),
    ('paid', paid_yen, paid_on)
) as dated (amount, yen, on_date)
where dated.yen is not null
    and dated.on_date > as_of_day()
having count(*) > 0
