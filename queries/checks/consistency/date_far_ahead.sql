-- name: date_far_ahead()
-- A date of any table is more than five years after the as-of date; five years to the day is in order.
-- `expected` is the last day that is. The dates of amounts are looked at more closely: amount_after_as_of.
-- Grain: one row per date. Which table it is in stands in `table_name`.
select
    dates.* exclude (on_date),
    cast(cast(as_of_day() + interval 5 years as date) as varchar) as expected,
from dates
where dates.on_date > as_of_day() + interval 5 years
    and dates.table_name <> 'grants'
order by dates.table_name, dates.key_1, dates.key_2, dates.column_name
