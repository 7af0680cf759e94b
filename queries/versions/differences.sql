-- name: differences()
-- Every row that is not exactly the same in `new` as in `old`.
-- Grain: one row per row of a table. old_cells and new_cells: column to value of its known cells there, as text; NULL
-- where that version does not have the row. Reads `cells`, which versions/comparison.py makes of the schema.
select
    table_name,
    map_from_entries(list((column_name, value)) filter (not is_later)) as old_cells,
    map_from_entries(list((column_name, value)) filter (is_later)) as new_cells,
from cells
group by table_name, row_key
