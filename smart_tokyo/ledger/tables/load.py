"""Rows into a DuckDB table, through Arrow: the types are the schema's, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from smart_tokyo.ledger.content.records import Place
from smart_tokyo.ledger.tables.ddl import quoted
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Field, Table

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def insert(
    con: duckdb.DuckDBPyConnection, table: Table, fields: Sequence[Field], rows: Sequence[Sequence[Value]]
) -> None:
    """Inserts the given columns of rows, whose values are in the table's column order, into the table of its name."""
    if not rows:
        return
    con.register("incoming", _arrow(table, fields, rows))
    listed = ", ".join(quoted(field.name) for field in fields)
    con.execute(f"insert into {quoted(table.name)} ({listed}) select {listed} from incoming")
    con.unregister("incoming")


def insert_places(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    rows: Sequence[Sequence[Value]],
    places: Mapping[tuple[Any, ...], Place],
) -> None:
    """Inserts where the given rows of the table stood into `source_rows`."""
    if not rows:
        return
    found = [places[table.key_of(tuple(row))] for row in rows]
    key = [table.fields[table.position[name]] for name in table.primary_key]
    incoming = _arrow(table, key, rows)
    for name in Place._fields:
        incoming = incoming.append_column(f"place_{name}", [pa.array([getattr(one, name) for one in found])])
    con.register("incoming", incoming)
    listed = ", ".join(quoted(field.name) for field in key)
    con.execute(
        "insert into source_rows "
        f"select $1, row_key({listed}), place_file, place_sheet, place_row, place_shipped from incoming",
        [table.name],
    )
    con.unregister("incoming")


def _arrow(table: Table, fields: Sequence[Field], rows: Sequence[Sequence[Value]]) -> pa.Table:
    columns = [
        pa.array([row[table.position[field.name]] for row in rows], type=_ARROW[field.type])
        for field in fields
    ]
    return pa.table(columns, names=[field.name for field in fields])
