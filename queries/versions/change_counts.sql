-- name: change_counts()
-- How many rows have a change of each cause.
-- Grain: one row per cause that has any, in the order of the causes.
select
    cause,
    count(distinct (table_name, coalesce(row_key, cast(rowid as varchar)))) as rows,
from changes
group by cause
order by cause
