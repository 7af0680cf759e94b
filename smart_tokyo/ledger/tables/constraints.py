"""What the rows of tables without constraints break of what the schema declares, found by SQL made from it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import duckdb

from smart_tokyo.ledger.tables.ddl import TYPES, conditions, quoted
from smart_tokyo.schema import ForeignKey, Table


class Broken(NamedTuple):
    """One thing that a row breaks. `row`: its place among the rows as they were inserted, from 0.

    `code`: required, enum, range or pattern of one column; key, where `earlier` is the last row before it with the
    same key; reference, to a row of the table `reference` that is not there.
    """

    row: int
    code: str
    columns: tuple[str, ...]
    earlier: int | None = None
    reference: str = ""


def create_bare(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Creates the table of the ledger's own form without its constraints."""
    columns = ", ".join(f"{quoted(one.name)} {TYPES[one.type]}" for one in table.fields)
    con.execute(f"create table {quoted(table.name)} ({columns})")


def broken(con: duckdb.DuckDBPyConnection, table: Table, unread: Collection[str]) -> list[Broken]:
    """What the rows of a table in `con` break: row by row, of each its cells, its key and its references.

    References to tables of `unread` are not looked at. A key of which no part is known is none, and nothing is
    required of a row that holds no value at all.
    """
    found = [*_cells(con, table), *_keys(con, table)]
    for key in table.foreign_keys:
        if key.reference not in unread:
            found += _references(con, table, key)
    return sorted(found, key=lambda one: one.row)  # sorted is stable


def _cells(con: duckdb.DuckDBPyConnection, table: Table) -> list[Broken]:
    rules = [
        (one.name, code, rule)
        for one in table.fields
        for code, rule in {"required": f"{quoted(one.name)} is not null", **conditions(one)}.items()
        if code != "required" or one.required
    ]
    rows = con.execute(
        f"select rowid, {', '.join(f'not ({rule})' for *_, rule in rules)} from {quoted(table.name)} "
        f"where not ({' and '.join(f'({rule})' for *_, rule in rules)}) and {_any_known(table.columns)}"
    ).fetchall()
    return [
        Broken(row, code, (column,))
        for row, *hits in rows
        for (column, code, _), hit in zip(rules, hits, strict=True)
        if hit
    ]


def _keys(con: duckdb.DuckDBPyConnection, table: Table) -> list[Broken]:
    listed = ", ".join(map(quoted, table.primary_key))
    rows = con.execute(
        f"select rowid, lag(rowid) over (partition by {listed} order by rowid) as earlier "
        f"from {quoted(table.name)} where {_any_known(table.primary_key)} qualify earlier is not null"
    ).fetchall()
    return [Broken(row, "key", table.primary_key, earlier) for row, earlier in sorted(rows)]


def _references(con: duckdb.DuckDBPyConnection, table: Table, key: ForeignKey) -> list[Broken]:
    pairs = zip(key.fields, key.reference_fields, strict=True)
    same = " and ".join(f"own.{quoted(one)} is not distinct from other.{quoted(two)}" for one, two in pairs)
    rows = con.execute(
        f"select own.rowid from {quoted(table.name)} as own anti join {quoted(key.reference)} as other on {same} "
        f"where {_any_known(key.fields)} order by own.rowid"
    ).fetchall()
    return [Broken(row, "reference", key.fields, reference=key.reference) for (row,) in rows]


def _any_known(columns: Collection[str]) -> str:
    return f"coalesce({', '.join(f'cast({quoted(name)} as varchar)' for name in columns)}) is not null"
