-- name: corrections()
-- What was known to the public and is so no longer, without a change of a decision that explains it.
-- Grain: one row per known cell that is altered or emptied, and per row that is gone (column_name NULL), unless it is
-- only hidden: the database `hidden` has all rows of the new version.
select
    table_name,
    row_key,
    column_name,
    old_value,
    new_value,
from changes
where cause = 'corrected'
union all by name
select
    table_name,
    row_key,
from cells
anti join hidden.main.source_rows using (table_name, row_key)
group by table_name, row_key
having not bool_or(is_later)
order by table_name, row_key, column_name
