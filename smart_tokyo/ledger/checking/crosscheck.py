"""What a source's rows say when they are looked at together: contradictions, and breaches of the programme's rules.

The checks of `queries/checks/` run over the records in an in-memory database; a breach is located through the key
of its row. Rows that ship with the project are read, but nothing is said about them.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb

from smart_tokyo.ledger.content.findings import Finding, finding, has_errors, shorten
from smart_tokyo.ledger.content.records import Record, plain
from smart_tokyo.ledger.tables.checks import Breach, consistency, rules
from smart_tokyo.ledger.tables.ddl import hold
from smart_tokyo.ledger.tables.models import create_own_tables, run_models
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Table, tables
from smart_tokyo.store import LAYOUT

Records = Mapping[str, Sequence[Record]]
Cell = tuple[str, str | None]  # location and column


def check(
    con: duckdb.DuckDBPyConnection,
    records: Records,
    kept: Records,
    findings: Sequence[Finding],
    unread: Collection[str],
    as_of: dt.date,
) -> list[Finding]:
    """Findings about the source's own rows, besides those already made; `con` holds the `records`.

    Only those `kept` are looked at. A check that needs a table of `unread` is passed over, and a cell of which a
    finding says that it is wrong counts as unknown. The programme's rules are looked at when nothing at all is an
    error.
    """
    wrong: dict[str, set[Cell]] = {}
    for one in findings:
        if one.severity == "error" and one.table:
            wrong.setdefault(one.table, set()).add((one.location, one.column))
    for name, table in tables().items():
        if name in wrong or len(kept[name]) < len(records[name]):
            hold(con, table, _values(table, kept[name], wrong.get(name)))
    create_own_tables(con)
    con.table("snapshot").insert(["", as_of, "", "", False, dt.datetime(1970, 1, 1), LAYOUT])
    told = _located(kept, consistency(con, unread, wrong))
    found = [one for one in told if (one.location, one.column) not in wrong.get(one.table or "", ())]
    if not has_errors([*findings, *found]):
        run_models(con, "internal")
        found += _located(kept, rules(con))
    return found


def _values(table: Table, records: Sequence[Record], wrong: Collection[Cell] | None) -> list[Sequence[Value]]:
    """The values of the records, unknown where they are wrong; a key stays, as it says which row it is."""
    if not wrong:
        return [one.values for one in records]
    told = {column for _, column in wrong}
    held = [name for name in table.columns if name in told and name not in table.primary_key]
    values: list[Any] = [list(one.values) for one in records]
    for one, row in zip(records, values, strict=True):
        for name in () if one.shipped else held:
            if (one.where(name), name) in wrong:
                row[table.position[name]] = None
    return values


def _located(records: Records, breaches: Iterable[Breach]) -> Iterator[Finding]:
    """The breaches of the source's own rows; a value that could not be read is not one that is missing."""
    by_key: dict[str, dict[tuple[str, ...], Record]] = {}
    for breach in breaches:
        table = tables()[breach.table]
        if breach.table not in by_key:
            own = [one for one in records[breach.table] if not one.shipped]
            by_key[breach.table] = {tuple(map(plain, table.key_of(one.values))): one for one in own}
            if own:
                by_key[breach.table][()] = own[0]  # stands for the table
        record = by_key[breach.table].get(breach.key)
        if record is not None and breach.empty not in record.bad:
            yield _finding(table, record, breach)


def _finding(table: Table, record: Record, breach: Breach) -> Finding:
    """Its value is the text as written, its words show the plain form; one about the data set is at the whole sheet."""
    told = breach.details.items()
    details: dict[str, Any] = {name: f"{one:,}" if isinstance(one, int) else one for name, one in told}
    column, where = breach.column, record.where(breach.column)
    money = any(one.name == column and one.kind == "yen" for one in table.fields)
    for name, text in (("value", breach.value), ("expected", breach.expected)):
        details[name] = f"{int(text):,}" if money and text and text.isdecimal() else shorten(text or "")
    written = (record.written(column) or "").strip() if column and not breach.dataset else ""
    value = written or breach.value
    if breach.dataset:
        where, details["place"] = record.sheet.label, where
    return finding(breach.code, where, table, column, value, breach.expected, details, breach.dataset)
