"""The public tables of a snapshot, row by row: only the columns that data/schema declares public."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression

from smart_tokyo.schema import Table, tables

Row = tuple[Any, ...]


def public_tables() -> dict[str, Table]:
    """The tables that the public database holds, by name, a table after those it refers to."""
    return {name: table for name, table in tables().items() if table.public_fields()}


def columns(table: Table) -> list[str]:
    """The public columns of a table, in order."""
    return [field.name for field in table.public_fields()]


def page(con: duckdb.DuckDBPyConnection, table: Table, limit: int, offset: int) -> tuple[list[Row], int]:
    """At most `limit` rows of a table after `offset`, in order of its key, and how many it has in all."""
    with con.cursor() as cursor:
        counted = cursor.table(table.name).count("*").fetchone()
        return _ordered(cursor, table).limit(limit, offset).fetchall(), int(counted[0]) if counted else 0


def rows(con: duckdb.DuckDBPyConnection, table: Table) -> list[Row]:
    """All rows of a table, in order of its key."""
    with con.cursor() as cursor:
        return _ordered(cursor, table).fetchall()


def arrow(con: duckdb.DuckDBPyConnection, table: Table) -> pa.Table:
    """The same as an Arrow table, with the column types of the database."""
    with con.cursor() as cursor:
        return _ordered(cursor, table).to_arrow_table()


def _ordered(cursor: duckdb.DuckDBPyConnection, table: Table) -> duckdb.DuckDBPyRelation:
    relation = cursor.table(table.name).select(*map(ColumnExpression, columns(table)))
    return relation.sort(*map(ColumnExpression, table.primary_key))


def counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each public table has."""
    return {name: page(con, table, 0, 0)[1] for name, table in public_tables().items()}
