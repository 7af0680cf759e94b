-- name: cells_of#
-- The known cells, as text, of the rows of a table that `old` or, is_later, `new` has and the other has not exactly so.
-- Grain: one row per cell. key: the columns of the table's primary key.
create temporary macro cells_of(of_table, key) as table
with

alone as (

    select
        any_value(is_later) as is_later,
        * exclude (is_later),
    from of_both(of_table)
    group by all
    having count(*) = 1

),

written as (

    select
        is_later,
        of_table as table_name,
        concat_ws(chr(31), *columns(c -> c in key)) as row_key,
        columns(* exclude (is_later))::varchar,
    from alone

)

from written
unpivot (value for column_name in (columns(* exclude (is_later, table_name, row_key))))
