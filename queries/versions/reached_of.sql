-- name: reached_of#
-- The days of a column that are the same in both versions of a row, after the as-of date of `old` and up to that of `new`.
-- Grain: one row per row of the table. key: the columns of its primary key.
create temporary macro reached_of(of_table, key, of_column) as table
with

dated as (

    select
        concat_ws(chr(31), *columns(c -> c in key)) as row_key,
        to_json(found) ->> 'project_id' as project_id,
        columns(c -> c = of_column) as on_date,
    from of_both(of_table) as found

)

select
    of_table as table_name,
    row_key,
    max(project_id) as project_id,
    of_column as column_name,
    cast(on_date as varchar) as new_value,
from dated
where on_date > (select as_of from old.main.snapshot)
    and on_date <= (select as_of from new.main.snapshot)
group by row_key, on_date
having count(*) = 2
