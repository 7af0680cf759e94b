-- name: corrections()
-- What was known to the public and is so no longer, without a change of a decision that explains it.
-- Grain: one row per row of the source with a known cell that is altered or emptied, as in change_rows, and per row that is
-- gone (cells NULL), unless it is only hidden: the database `hidden` has all rows of the new version.
select *
from change_rows
where cause = 'corrected'
union all by name
select
    cast('removed' as cause) as cause,
    table_name,
    row_key,
from cells
anti join hidden.main.source_rows using (table_name, row_key)
group by table_name, row_key
having not bool_or(is_later)
order by table_name, row_key
