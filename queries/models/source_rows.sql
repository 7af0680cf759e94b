-- Where each row stood in the source that the snapshot was built from.
-- Grain: one row per table and row of it that the database holds. row_key is what the macro row_key makes of
-- the row's primary key. file and sheet are names without a folder; sheet is NULL where the file is a CSV
-- file. row_number counts lines of a CSV file or rows of a sheet from 1, the header included; shipped: the
-- file is one of the project's own reference.
create table source_rows (
    table_name varchar not null,
    row_key varchar not null,
    file varchar not null,
    sheet varchar,
    row_number bigint not null,
    shipped boolean not null
);

-- The values of a primary key as one text; no value can hold the control character between them. One after the first
-- that is NULL is left out.
create macro row_key
    (key1) as cast(key1 as varchar),
    (key1, key2) as concat_ws(chr(31), key1, key2),
    (key1, key2, key3) as concat_ws(chr(31), key1, key2, key3);
