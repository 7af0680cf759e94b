"""Two versions of a ledger side by side, each as its audience has it: every difference, with what caused it.

Computed over both databases, which are attached read-only; at build and publish against the version before, and then
kept as `<store>/comparisons/<old>..<new>.<audience>.<hash of the SQL>.duckdb`: beside the snapshots, which never
change. What is not kept is computed on demand.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from smart_tokyo.named_sql import QUERIES, Query, catalog, literal, named_sql
from smart_tokyo.operating.files import READER, fsync, read_only
from smart_tokyo.schema import Field, fields_for, tables
from smart_tokyo.store import StoreError, StorePaths, check_layout, reading
from smart_tokyo.terms import CAUSES

MODES = {"internal": 0o600, "public": 0o644}
MOST_ROWS = 500_000  # of both sources together, that are compared while a reader waits
_CLOSED = {name: READER[name] for name in ("enable_external_access", "lock_configuration")}
_READ: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "date": dt.date.fromisoformat,
    "boolean": "true".__eq__,
}
Row = Mapping[str, Any]


class TooLarge(StoreError):
    """Two versions that nobody should wait for on a page."""


def queries() -> Mapping[str, Query]:
    """The queries over two versions, `old` and `new`, or over what they gave."""
    return named_sql(QUERIES / "versions")


@cache
def _digest() -> str:
    texts = [one.sql for one in (*queries().values(), catalog()["programme_totals"])]
    texts += [Path(__file__).read_text("utf-8"), str(tables())]  # the SQL that is made here of the schema
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def precedes(old: str, new: str) -> bool:
    """Whether a snapshot can be compared with a newer one: another one, of the same day or a later one."""
    return old != new and old[:10] <= new[:10]


def kept_file(store: StorePaths, old: str, new: str, audience: str) -> Path:
    """Where what this version of the program finds between two snapshots is kept, whether it is there or not."""
    return store.root / "comparisons" / f"{old}..{new}.{audience}.{_digest()}.duckdb"


def attach(con: duckdb.DuckDBPyConnection, store: StorePaths, audience: str, **snapshots: str) -> None:
    """Attaches snapshots of an audience read-only, each under its name. Raises StoreError."""
    for name, wanted in snapshots.items():
        database = store.database(wanted, audience)
        with reading(database):
            con.execute(f"attach {literal(str(database))} as {name} (read_only)")
            con.execute(f"use {name}")
            check_layout(con)
            con.execute("use memory")


def totals(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    """The figure programme_totals over everything in an attached database, as of its own date."""
    figure = catalog()["programme_totals"]
    con.execute(f"use {name}")
    (row,) = con.execute(figure.sql, dict.fromkeys(figure.parameters)).fetchall()
    return dict(zip((column[0] for column in con.description), row, strict=True))


def compared(
    store: StorePaths, old: str, new: str, audience: str, most: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection in memory with the tables bridge_rows, changes, change_rows and totals, and with both databases.

    Raises StoreError where one of them cannot be read or is of another layout, TooLarge where the sources of both have
    more than `most` rows.
    """
    with ExitStack() as undone:
        con = undone.enter_context(duckdb.connect(":memory:"))
        attach(con, store, audience, old=old, new=new)
        with reading(store.snapshots):
            rows = sum(len(con.table(f"{one}.main.source_rows")) for one in ("old", "new"))
            if most and rows > most:
                said = f"{old} and {new} have {rows:,} rows together, too many to compare here"
                raise TooLarge(f"{said}; use `python -m smart_tokyo bridge {old} {new}`")
            before, now = totals(con, "old"), totals(con, "new")
            con.execute("use memory")
            con.execute(f"create type cause as enum ({', '.join(map(literal, CAUSES))})")
            con.execute("create table totals (figure varchar, old_value bigint, new_value bigint)")
            sides = [[one, before[one], now[one]] for one in now]
            con.executemany("insert into totals values (?, ?, ?)", sides)
            find(con, audience)
            for name in ("bridge_rows", "changes", "change_rows"):
                sql = queries()[name].sql.replace("$is_public", str(audience == "public"))
                con.execute(f"create table {name} as {sql}")
        undone.pop_all()
    return con


def find(con: duckdb.DuckDBPyConnection, audience: str) -> None:
    """Makes of the attached `old` and `new` the table `cells` and the view `reached`, which the queries read."""
    for name in ("of_both", "cells_of", "reached_of"):
        con.execute(queries()[name].sql)
    cells, reached = [], []
    for table in tables().values():
        fields, named = fields_for(table, audience), f"{literal(table.name)}, {list(table.primary_key)}"
        days = [one.name for one in fields if one.type == "date" and not table.reference]
        cells += [f"from cells_of({named})"] if fields else []
        reached += [f"from reached_of({named}, {literal(day)})" for day in days]
    for made, those in (("table cells", cells), ("view reached", reached)):
        con.execute(f"create temporary {made} as " + " union all by name ".join(those))


def value(field: Field, text: str | None) -> Any:
    """A cell that is given as text."""
    return None if text is None else _READ.get(field.type, str)(text)


def keep(store: StorePaths, con: duckdb.DuckDBPyConnection, old: str, new: str, audience: str) -> None:
    """Keeps what `compared` found; the caller holds the lock. Where there is no room it is computed again on demand."""
    target = kept_file(store, old, new, audience)
    with suppress(OSError, duckdb.Error):
        target.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(prefix=".building-", dir=store.root, ignore_cleanup_errors=True) as folder:
            made = Path(folder) / target.name
            con.execute(f"attach {literal(str(made))} as kept (block_size 16384)")
            con.execute("copy from database memory to kept")
            con.execute("detach kept")
            made.chmod(MODES[audience])
            fsync(made)
            made.replace(target)
        fsync(target.parent)


def opened(
    store: StorePaths, old: str, new: str, audience: str, most: int | None = MOST_ROWS
) -> duckdb.DuckDBPyConnection:
    """What is kept of two versions or else found now, in memory; it reaches no other file.

    Whoever shares it takes a `.cursor()` for every call. Raises as `compared`.
    """
    kept = kept_file(store, old, new, audience)
    if kept.is_file():
        with reading(kept):
            return read_only(kept)
    con = compared(store, old, new, audience, most)
    for name, value in _CLOSED.items():
        con.execute(f"set {name} = {value}")
    return con


def bridge(con: duckdb.DuckDBPyConnection, figure: str) -> list[Row]:
    """From the older version's figure (one of FIGURES) to the newer one's: cause, rows, value in yen, of projects 1."""
    return _records(con, "bridge", figure=figure)


def counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Cause → how many rows of the source have a change of it; only causes that have any, in their order."""
    return {one["cause"]: one["rows"] for one in _records(con, "change_counts")}


def headlines(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[Any, Any]]:
    """Figure of programme_totals → its value before and now; money in yen, None where unknown."""
    return {name: (old, new) for name, old, new in con.table("totals").fetchall()}


def listed(
    con: duckdb.DuckDBPyConnection, table: str, limit: int, offset: int = 0, **where: Any
) -> list[Row]:
    """Some rows of one of these tables, in their order, whose columns have these values, or one of a tuple.

    Their columns, and what of them the public does not see, are told by queries/versions/<table>.sql.
    """
    return _those(con, table, where).limit(limit, offset).to_arrow_table().to_pylist()


def counted(con: duckdb.DuckDBPyConnection, table: str, **where: Any) -> int:
    """How many rows `listed` has."""
    return len(_those(con, table, where))


def _those(con: duckdb.DuckDBPyConnection, table: str, where: Row) -> duckdb.DuckDBPyRelation:
    found = con.table(table)
    for name, value in where.items():
        values = value if isinstance(value, tuple) else (value,)
        one_of = ColumnExpression(name).isin(*map(ConstantExpression, values))
        found = found.filter(one_of if values else ConstantExpression(False))
    return found


def values(con: duckdb.DuckDBPyConnection, column: str, **where: Any) -> dict[Any, int]:
    """What stands in a column of `change_rows`, in rows as `listed` has them → in how many of them."""
    return dict(_those(con, "change_rows", where).value_counts(column).fetchall())


def corrections(con: duckdb.DuckDBPyConnection, store: StorePaths, new: str) -> list[Row]:
    """What of the older public version is corrected by a newer one, from what `compared` gave of both.

    As rows of `change_rows`; those that are gone have no cells.
    """
    attach(con, store, "internal", hidden=new)
    return _records(con, "corrections")


def unpublished(store: StorePaths, old: str, new: str) -> list[str]:
    """The projects that the public sees in a version and not in another one. Raises StoreError."""
    with duckdb.connect(":memory:") as con:
        attach(con, store, "public", old=old, new=new)
        return [row["project_id"] for row in _records(con, "unpublished")]


def _records(con: duckdb.DuckDBPyConnection, query: str, **bound: Any) -> list[Row]:
    return con.sql(queries()[query].sql, params=bound).to_arrow_table().to_pylist()
