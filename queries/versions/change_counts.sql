-- name: change_counts()
-- How many rows of the source have a change of each cause.
-- Grain: one row per cause that has any, in the order of the causes.
select
    cause,
    count(*) as rows,
from change_rows
group by cause
order by cause
