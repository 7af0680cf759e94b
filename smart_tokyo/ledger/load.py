"""Rows into a DuckDB table, through Arrow: the types are the schema's, nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from smart_tokyo.ledger.ddl import quoted
from smart_tokyo.ledger.normalise import Value
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
    names = [field.name for field in fields]
    columns = [
        pa.array([row[table.position[field.name]] for row in rows], type=_ARROW[field.type])
        for field in fields
    ]
    con.register("incoming", pa.table(columns, names=names))
    listed = ", ".join(quoted(name) for name in names)
    con.execute(f"insert into {quoted(table.name)} ({listed}) select {listed} from incoming")
    con.unregister("incoming")
