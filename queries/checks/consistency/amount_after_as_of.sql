-- name: amount_after_as_of()
-- table: grants
-- The date of an amount is after the as-of date, so that no figure counts the amount; the as-of date itself
-- is in order. `expected` is the as-of date.
-- Grain: one row per date, whether its amount is known or not.
select
    dates.* exclude (on_date),
    cast(as_of_day() as varchar) as expected,
from dates
where dates.on_date > as_of_day()
    and dates.table_name = 'grants'
order by dates.key_1, dates.key_2, dates.column_name
