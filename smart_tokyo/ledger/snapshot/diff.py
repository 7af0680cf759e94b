"""What changes from one snapshot to another, or from one to a source that is not built yet: rows and totals."""

import datetime as dt
import json
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import duckdb

from smart_tokyo.ledger.checking.check import Content
from smart_tokyo.ledger.snapshot.databases import Snapshot, fill_database
from smart_tokyo.ledger.values.reading import plain
from smart_tokyo.schema import fields_for, tables
from smart_tokyo.store import StorePaths, reading
from smart_tokyo.versions.comparison import attach, find, queries, totals, value

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
            return _diff(con, audience)


def diff_content(
    store: StorePaths, old_id: str | None, content: Content, as_of: dt.date, audience: str = "internal"
) -> Diff:
    """What would change if the content were built as of a date; without a snapshot, all is new. Raises StoreError."""
    about = Snapshot("", as_of, "", "", False, dt.datetime(1970, 1, 1))
    with duckdb.connect(":memory:") as con:
        con.execute("attach ':memory:' as new")
        con.execute("use new")
        fill_database(con, content, audience, about, placed=False)
        con.execute("use memory")
        if old_id is not None:
            attach(con, store, audience, old=old_id)
            return _diff(con, audience)
        con.execute("attach ':memory:' as old")
        con.execute("copy from database new to old (schema)")
        found = _diff(con, audience)
        return Diff(found.tables, {name: (None, now) for name, (_, now) in found.totals.items()})


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


def _diff(con: duckdb.DuckDBPyConnection, audience: str) -> Diff:
    found: dict[str, list[Change]] = {name: [] for name in tables()}
    find(con, audience)
    for name, *sides in con.execute(queries()["differences"].sql).fetchall():
        fields = fields_for(tables()[name], audience)
        was, now = (side and {one.name: value(one, side.get(one.name)) for one in fields} for side in sides)
        key = tuple((now or was)[one] for one in tables()[name].primary_key)
        if was and now:
            altered = (one for one in now if was[one] != now[one])
            found[name] += (Change(name, "changed", key, one, was[one], now[one]) for one in altered)
        else:
            found[name].append(Change(name, "added" if now else "removed", key, None, was, now))
    before, after = totals(con, "old"), totals(con, "new")
    both = {name: (before[name], after[name]) for name in after}
    return Diff({name: sorted(those, key=attrgetter("key")) for name, those in found.items() if those}, both)
