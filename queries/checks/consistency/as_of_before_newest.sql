-- name: as_of_before_newest()
-- about: dataset
-- Something has happened after the as-of date: a request, decision, settlement or payment, a change of a decision, due
-- date or target, a completion, measurement, report, hearing or introduction. The as-of date itself is in order, and so
-- are dates of plans.
-- `value` is the newest day, `expected` the as-of date.
-- Grain: one row, that of the newest day, where there is any. Which table it is in stands in `table_name`.
select
    dates.* exclude (on_date),
    cast(as_of_day() as varchar) as expected,
from dates
where dates.on_date > as_of_day()
    and (
        dates.table_name = 'grants'
        or dates.column_name = 'changed_on'
        or (dates.table_name, dates.column_name) in (
            ('milestones', 'done_on'),
            ('kpi_values', 'measured_on'),
            ('status_reports', 'reported_on'),
            ('hearings', 'held_on'),
            ('matches', 'introduced_on')
        )
    )
order by dates.on_date desc, dates.table_name, dates.key_1, dates.key_2, dates.column_name
limit 1
