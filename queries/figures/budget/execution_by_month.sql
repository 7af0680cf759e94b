-- name: execution_by_month(programme_id, from_fy, to_fy, area_id, theme, project_id)
-- In which month the money of each programme and year was decided, settled and paid.
-- Grain: one row per programme, fiscal year and month of a known amount; month is as 2025-04, NULL where the date is
-- unknown. Money in yen; a change of a decision counts in its own month, with what it added or took away. The months of
-- a year add up to it. In public NULL where the year has grants that are not public.
select
    programme_id,
    fiscal_year,
    month,
    cast(sum(yen) filter (where step = 'decided') as bigint) as decided_yen,
    cast(sum(yen) filter (where step = 'settled') as bigint) as settled_yen,
    cast(sum(yen) filter (where step = 'paid') as bigint) as paid_yen,
from booked_amounts(:programme_id, :from_fy, :to_fy, :area_id, :theme, :project_id)
group by all
order by programme_id, fiscal_year, month
