"""What a source's rows say when they are looked at together: contradictions, and breaches of the programme's rules.

The checks of `queries/checks/` run over the records in an in-memory database; a breach is located through the key
of its row. Rows that ship with the project are read, but nothing is said about them.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo import schema, store
from smart_tokyo.ledger.content.findings import Finding, finding, has_errors, shorten
from smart_tokyo.ledger.content.records import Record, Stack
from smart_tokyo.ledger.tables import checks, ddl, models

Records = Mapping[str, Stack]
_NUMBER = re.compile("[0-9]+$")
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
    for name, table in schema.tables().items():
        if name in wrong or len(kept[name]) < len(records[name]):
            ddl.hold(con, table, _values(kept[name], wrong.get(name, ())))
    models.create_own_tables(con)
    con.table("snapshot").insert(["", as_of, "", "", False, dt.datetime(1970, 1, 1), store.LAYOUT])
    told = _located(con, kept, checks.consistency(con, unread, wrong))
    found = [one for one in told if (one.location, one.column) not in wrong.get(one.table or "", ())]
    if not has_errors([*findings, *found]):
        models.run_models(con, "internal", only=models.OF_RULES)
        found += _located(con, kept, checks.rules(con))
    return found


def _values(records: Stack, wrong: Collection[Cell]) -> pa.Table:
    """The values of the records, unknown where they are wrong; a key stays, as it says which row it is."""
    values, table = records.values, records.table
    told = {column for _, column in wrong}
    for name in (one for one in table.columns if one in told and one not in table.primary_key):
        column = np.zeros(len(records), bool)
        for at in _at(records, [where for where, one in wrong if one == name]):
            column[at] = (records[at].where(name), name) in wrong
        place = table.position[name]
        kept = pc.if_else(pa.array(column), None, values.column(name))
        values = values.set_column(place, values.field(place), kept)
    return values


def _at(records: Stack, wheres: Collection[str]) -> Iterator[int]:
    """The places of the source's records that may stand at some locations, by the number at their end."""
    numbers = {int(hit[0]) for where in wheres if (hit := _NUMBER.search(where))}
    for block, start in zip(records.blocks, records.starts, strict=True):
        if not block.shipped:
            yield from map(int, np.flatnonzero(np.isin(block.numbers, list(numbers))) + start)


def _located(
    con: duckdb.DuckDBPyConnection, records: Records, breaches: Iterable[checks.Breach]
) -> Iterator[Finding]:
    """The breaches of the source's own rows; a value that could not be read is not one that is missing.

    `con` holds the `records`, in their order.
    """
    told = list(breaches)
    found = {
        name: _by_key(con, records[name], {one.key for one in told if one.table == name}) for name in records
    }
    for breach in told:
        table, at = schema.tables()[breach.table], found[breach.table].get(breach.key)
        if at is not None and breach.empty not in (record := records[breach.table][at]).bad:
            yield _finding(table, record, breach)


def _by_key(
    con: duckdb.DuckDBPyConnection, records: Stack, keys: Collection[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """Where among the records the source's own rows with these keys are; the first of all stands for the table."""
    table, first = records.table, len(records) - sum(map(len, records.own))
    wanted = [key for key in keys if len(key) == len(table.primary_key)]
    found: dict[tuple[str, ...], int] = {(): first} if first < len(records) else {}
    if wanted and found:
        named = [f"key_{place}" for place, _ in enumerate(table.primary_key)]
        asked = con.from_arrow(pa.table(list(map(pa.array, zip(*wanted, strict=True))), named))
        same = (
            f"coalesce(cast({ddl.quoted(name)} as varchar), 'NULL') = {key}"
            for name, key in zip(table.primary_key, named, strict=True)
        )
        columns = ", ".join(map(ddl.quoted, table.primary_key))
        held = con.sql(f"select rowid as place, {columns} from {ddl.quoted(table.name)}")
        rows = held.filter(f"place >= {first}").join(asked, " and ".join(same))
        for *key, at in rows.aggregate(f"{', '.join(named)}, max(place)", ", ".join(named)).fetchall():
            found[tuple(key)] = at
    return found


def _finding(table: schema.Table, record: Record, breach: checks.Breach) -> Finding:
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
