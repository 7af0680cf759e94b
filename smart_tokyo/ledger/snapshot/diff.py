"""What changes from one snapshot to another, or from one to a source that is not built yet: rows and totals."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.content.records import plain
from smart_tokyo.ledger.snapshot.databases import Snapshot, fill_database
from smart_tokyo.named_sql import quoted
from smart_tokyo.schema import Table, fields_for, tables
from smart_tokyo.store import StorePaths, reading
from smart_tokyo.versions.comparison import attach, totals

_MARKS = {"added": "+", "removed": "-", "changed": "*"}


@dataclass(frozen=True)
class Change:
    """A row, by its primary key, that was added or removed (its values are `new` or `old`), or a value that changed."""

    table: str
    kind: str
    key: tuple[Any, ...]
    column: str | None
    old: Any
    new: Any


@dataclass(frozen=True)
class Diff:
    """`tables`: table → its changes by key, only tables with any. `totals`: figure of programme_totals → old, new.

    A side that is not there at all has None for every figure. Money in yen, None where unknown.
    """

    tables: dict[str, list[Change]]
    totals: dict[str, tuple[Any, Any]]


def diff_snapshots(store: StorePaths, old_id: str, new_id: str, audience: str = "internal") -> Diff:
    """What changes for an audience from one snapshot to another, each as of its own date. Raises StoreError."""
    with duckdb.connect(":memory:") as con:
        attach(con, store, audience, old=old_id, new=new_id)
        with reading(store.snapshots):
            return _diff(con, "old", "new", audience)


def diff_content(
    store: StorePaths, old_id: str | None, content: Content, as_of: dt.date, audience: str = "internal"
) -> Diff:
    """What would change if the content were built as of a date; without a snapshot, all is new. Raises StoreError."""
    about = Snapshot("", as_of, "", "", False, dt.datetime(1970, 1, 1))
    with duckdb.connect(":memory:") as con:
        fill_database(con, content, audience, about, placed=False)
        if old_id is not None:
            attach(con, store, audience, old=old_id)
        return _diff(con, None if old_id is None else "old", "memory", audience)


def to_json(diff: Diff) -> str:
    """{tables: {name: [change]}, totals: {figure: {old, new}}}; dates are ISO, unknown is null."""
    found = {
        "tables": {name: [vars(one) for one in changes] for name, changes in diff.tables.items()},
        "totals": {name: {"old": old, "new": new} for name, (old, new) in diff.totals.items()},
    }
    return json.dumps(found, ensure_ascii=False, indent=1, default=dt.date.isoformat)


def to_text(diff: Diff) -> str:
    """One line per change, table by table, and the totals that change."""
    lines = []
    for name, changes in diff.tables.items():
        rows = {kind: len({one.key for one in changes if one.kind == kind}) for kind in _MARKS}
        lines.append(f"{name}: " + ", ".join(f"{kind} {count}" for kind, count in rows.items() if count))
        lines += [f"  {_line(one)}" for one in changes]
    changed = {name: pair for name, pair in diff.totals.items() if pair[0] != pair[1]}
    if changed:
        lines.append("totals:")
        lines += [f"  {name}: {plain(old)} -> {plain(new)}" for name, (old, new) in changed.items()]
    return "\n".join(lines) or "no difference"


def _line(change: Change) -> str:
    key = ", ".join(_shown(one) for one in change.key)
    if change.column is None:
        return f"{_MARKS[change.kind]} {key}"
    return f"{_MARKS[change.kind]} {key}  {change.column}: {_shown(change.old)} -> {_shown(change.new)}"


def _shown(value: Any) -> str:
    """A value in one line; text with line breaks is quoted."""
    text = plain(value)
    return text if text.isprintable() else repr(text)


def _diff(con: duckdb.DuckDBPyConnection, old: str | None, new: str, audience: str) -> Diff:
    found = {}
    for table in tables().values():
        if changes := list(_changes(con, table, old, new, audience)):
            found[table.name] = changes
    now = totals(con, new)
    before = dict.fromkeys(now) if old is None else totals(con, old)
    return Diff(found, {name: (before[name], now[name]) for name in now})


def _changes(
    con: duckdb.DuckDBPyConnection, table: Table, old: str | None, new: str, audience: str
) -> Iterator[Change]:
    """The changes of a table in the order of its key."""
    columns = [one.name for one in fields_for(table, audience)]
    if not columns:
        return
    before = {} if old is None else _only_in(con, table, columns, old, new)
    after = _only_in(con, table, columns, new, old)
    for key in sorted(before.keys() | after.keys()):
        if key not in before or key not in after:
            kind = "added" if key in after else "removed"
            yield Change(table.name, kind, key, None, before.get(key), after.get(key))
        else:
            for name in columns:
                if before[key][name] != after[key][name]:
                    yield Change(table.name, "changed", key, name, before[key][name], after[key][name])


def _only_in(
    con: duckdb.DuckDBPyConnection, table: Table, columns: list[str], one: str, other: str | None
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows of a table that one database has and the other has not exactly so, by key."""
    listed = ", ".join(quoted(name) for name in columns)
    sql = f"select {listed} from {one}.main.{quoted(table.name)}"
    if other is not None:
        sql += f" except select {listed} from {other}.main.{quoted(table.name)}"
    rows = (dict(zip(columns, row, strict=True)) for row in con.execute(sql).fetchall())
    return {tuple(row[name] for name in table.primary_key): row for row in rows}
