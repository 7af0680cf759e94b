-- Where the row of a table with this row_key stood, and which changes decide what of it is in force: one row, or none.
-- To be joined beside what the row says:
-- left join place_of('grants', row_key(project_id, fiscal_year)) as place on true.
create macro place_of(of_table, of_key) as table
select
    source_rows.file,
    source_rows.sheet,
    source_rows.row_number,
    source_rows.shipped,
    changed_rows.changes_at,
from source_rows
left join changed_rows using (table_name, row_key)
where source_rows.table_name = of_table and source_rows.row_key = of_key;
