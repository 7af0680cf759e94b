"""Tiny ledgers in memory, written as tables of text: given rows → expected rows.

A cell that is `-` or empty is NULL. A column that a table does not name gets a default where the schema
requires it, else NULL. Tables that are not given are empty, save for one programme `prog`, its area `area`,
and in it the one active project `p` of 2024 with the theme `mobility`. References are not looked at, so that a
test gives the rows it is about and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any
from unittest.mock import patch

import duckdb

from smart_tokyo.figures import catalog, records
from smart_tokyo.ledger.tables import models
from smart_tokyo.ledger.tables.ddl import create_table
from smart_tokyo.ledger.tables.models import create_own_tables, read_totals
from smart_tokyo.named_sql import QUERIES
from smart_tokyo.schema import Field, Table, tables

AS_OF = "2026-03-31"

GIVEN = {
    "programmes": "programme_id\nprog",
    "areas": "area_id\narea",
    "projects": "project_id\np",
}

DEFAULTS = {
    "programme_id": "prog",
    "area_id": "area",
    "project_id": "p",
    "theme": "mobility",
    "status": "active",
    "start_fy": "2024",
    "first_fy": "2019",
    "fiscal_year": "2024",
    "municipality_code": "131075",
    "latitude": "35.6",
    "longitude": "139.7",
    "url": "https://example.org",
}

BY_TYPE = {"integer": "0", "number": "0", "date": "2024-04-01", "boolean": "true", "string": "x"}

Cells = list[str | None]


def read(table: str) -> tuple[list[str], list[Cells]]:
    """The header and the rows of a table of text, cells between `|`."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    header = rows[0] if rows else []
    assert all(len(row) == len(header) for row in rows), f"rows of different length:\n{table}"
    return header, [[None if cell in ("", "-") else cell for cell in row] for row in rows[1:]]


def written(value: Any) -> str | None:
    """A value as a table of text writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


class Ledger:
    """A database with the contract's tables, the snapshot row and the models.

    `waiting`: models of the internal view that are not in `tables` yet. A query makes those that it reads; `con` has
    all of them.
    """

    def __init__(self, tables: duckdb.DuckDBPyConnection, waiting: tuple[str, ...] = ()) -> None:
        self.tables, self.waiting = tables, waiting

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The database with all its models."""
        self._make(texts())
        return self.tables

    def _make(self, wanted: Collection[str]) -> None:
        now = tuple(one for one in self.waiting if one.rpartition("/")[2] in wanted)
        self.waiting = tuple(one for one in self.waiting if one not in now)
        if now:
            with patch.dict(models.MODELS, {"internal": now}):
                models.run_models(self.tables, "internal")

    def _made_for(self, query: str) -> duckdb.DuckDBPyConnection:
        """The database with the models that a query reads."""
        self._make(read_by(catalog()[query].sql) if query in catalog() else ())
        return self.tables

    def shows(self, query: str, expected: str, **params: Any) -> Ledger:
        """Assert that the query's rows are those expected, in the columns that `expected` names."""
        header, rows = read(expected)
        found = [
            [written(row[column]) for column in header]
            for row in records(self._made_for(query), query, params)
        ]
        assert found == rows
        return self

    def rows(self, query: str, **params: Any) -> list[dict[str, Any]]:
        """The query's rows."""
        return records(self._made_for(query), query, params)


@cache
def texts() -> dict[str, str]:
    """Macro or model of the internal view → its SQL; the rules, which fill `rule_results`, are a part of its."""
    found = {
        path.stem: path.read_text("utf-8")
        for path in (QUERIES / "models").rglob("*.sql")
        if path.parent.name != "public"
    }
    rules = (path.read_text("utf-8") for path in (QUERIES / "checks" / "programme").rglob("*.sql"))
    return found | {"rule_results": "\n".join((found["rule_results"], "rules", *rules))}


@cache
def read_by(sql: str) -> frozenset[str]:
    """The macros and models that some SQL reads, and those that they read in turn."""
    found, more = set[str](), texts().keys() & re.findall(r"[a-z_]+", sql)
    while more:
        found |= more
        words = {word for one in more for word in re.findall(r"[a-z_]+", texts()[one])}
        more = texts().keys() & words - found
    return frozenset(found)


def default(field: Field) -> str | None:
    """What a column holds that a table of text does not name."""
    if not field.required:
        return None
    if field.name in DEFAULTS:
        return DEFAULTS[field.name]
    return field.enum[0] if field.enum else BY_TYPE[field.type]


def insert(con: duckdb.DuckDBPyConnection, table: Table, text: str) -> None:
    """Insert the rows of a table of text; a column that is not in the database is left out."""
    header, rows = read(text)
    if not rows:
        return
    unknown = set(header) - {field.name for field in table.fields}
    assert not unknown, f"{table.name} has no column {', '.join(unknown)}"
    present = [row[0] for row in con.execute(f"describe {table.name}").fetchall()]
    fields = [field for field in table.fields if field.name in present]
    marks = ", ".join("?" for _ in fields)
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        values = [cells[field.name] if field.name in cells else default(field) for field in fields]
        con.execute(f"insert into {table.name} values ({marks})", values)


def build(
    con: duckdb.DuckDBPyConnection, given: Mapping[str, str], as_of: str, audience: str, waiting: bool = False
) -> Ledger:
    """Create the tables of an audience, insert the given rows, and run the models, or leave those of the internal view
    to the Ledger.

    The public sees all rows of its tables; its totals over hidden rows come from an internal database.
    """
    totals = None
    if audience == "public":
        with duckdb.connect(":memory:") as hidden:
            every = build(hidden, given, as_of, "internal", waiting=True)
            every._make(read_by(" ".join(models.TOTALS)))
            totals = read_totals(hidden)
    by_name = tables()
    assert set(given) <= set(by_name), f"no such table: {set(given) - set(by_name)}"
    for table in by_name.values():
        if audience == "internal" or table.visibility == "public":
            con.execute(create_table(table, audience))
            insert(con, table, {**GIVEN, **given}.get(table.name, ""))
    create_own_tables(con)
    snapshot = ["snap", as_of, "試し", "Trial", True, "2026-04-01 12:00:00", 1]
    con.execute("insert into snapshot values (?, ?, ?, ?, ?, ?, ?)", snapshot)
    if waiting:
        return Ledger(con, models.MODELS[audience])
    models.run_models(con, audience, totals)
    return Ledger(con)


def insert_places(ledger: Ledger, text: str) -> None:
    """Insert where rows stood in their source; in row_key a `/` stands between the values of a key."""
    header, rows = read(text)
    assert header == ["table_name", "row_key", "file", "sheet", "row_number", "shipped"]
    for table, key, *rest in rows:
        con_key = str(key).replace("/", "\x1f")
        ledger.con.execute("insert into source_rows values (?, ?, ?, ?, ?, ?)", [table, con_key, *rest])


Given = Callable[..., Ledger]
"""The fixture `given`: `given(grants="fiscal_year | decided_yen …", as_of="2026-03-31")`."""

Both = tuple[Ledger, Ledger]
"""A ledger as the internal and as the public view have it."""
