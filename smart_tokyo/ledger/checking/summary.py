"""What a check read: rows of each table, lowest, highest and total of each amount, first and last date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from smart_tokyo.ledger.content.findings import Finding, finding, titles
from smart_tokyo.ledger.content.records import Record
from smart_tokyo.schema import Table, tables
from smart_tokyo.words import Lang, t

NOTHING = "–"  # where there is no date or no amount


@dataclass(frozen=True)
class Amount:
    """What a column of money holds: how many known amounts, and of these, in yen, None where there are none."""

    known: int
    lowest: int | None
    highest: int | None
    total: int | None


@dataclass(frozen=True)
class TableRead:
    """What was read of a table: its rows, the first and last of all its dates, and each column of money."""

    rows: int
    first_date: dt.date | None
    last_date: dt.date | None
    amounts: Mapping[str, Amount]


@dataclass(frozen=True)
class Summary:
    """What was read of a source by table, in the schema's order, for an as-of date; dates are of all tables."""

    as_of: dt.date
    first_date: dt.date | None
    last_date: dt.date | None
    tables: Mapping[str, TableRead]


def summarise(records: Mapping[str, Sequence[Record]], names: Collection[str], as_of: dt.date) -> Summary:
    """The summary of the source's own records of the tables that it brought (`names`).

    A cell that could not be read is unknown; rows that ship with the project do not count.
    """
    read = {
        name: _table(table, [one for one in records[name] if not one.shipped])
        for name, table in tables().items()
        if name in names
    }
    first = min((one.first_date for one in read.values() if one.first_date), default=None)
    last = max((one.last_date for one in read.values() if one.last_date), default=None)
    return Summary(as_of, first, last, read)


def _table(table: Table, records: Sequence[Record]) -> TableRead:
    known = {
        one: [record.values[place] for record in records if record.values[place] is not None]
        for place, one in enumerate(table.columns)
    }
    days: list[Any] = [day for one in table.fields if one.type == "date" for day in known[one.name]]
    amounts = {one.name: _amount(known[one.name]) for one in table.fields if one.kind == "yen"}
    return TableRead(len(records), min(days, default=None), max(days, default=None), amounts)


def _amount(yen: Sequence[Any]) -> Amount:
    return Amount(len(yen), min(yen, default=None), max(yen, default=None), sum(yen) if yen else None)


def as_finding(read: Summary, location: str) -> Finding:
    """The summary in one sentence, in the form of a finding."""
    grants = read.tables.get("grants")
    decided = grants.amounts["decided_yen"] if grants else _amount(())
    return finding(
        "read",
        location,
        details={
            "tables": len(read.tables),
            "rows": f"{sum(one.rows for one in read.tables.values()):,}",
            "as_of": read.as_of,
            "first": read.first_date or NOTHING,
            "last": read.last_date or NOTHING,
            "decided": decided.known,
            "total": NOTHING if decided.total is None else f"{decided.total:,}",
        },
    )


def as_json(read: Summary, location: str) -> dict[str, object]:
    """The same with the whole summary under `read` (docs/decisions/0021)."""
    return asdict(as_finding(read, location)) | {"read": asdict(read)}


def to_text(read: Summary, lang: Lang) -> str:
    """The summary for a person: the sentence, then a line for each table and each column of money."""
    lines = [as_finding(read, "").message(lang)]
    for name, one in read.tables.items():
        line = t("{title}: rows {rows}", lang, title=titles(name, None, lang)[0], rows=f"{one.rows:,}")
        if one.first_date:
            line += t(", dates {first} to {last}", lang, first=one.first_date, last=one.last_date)
        lines.append("  " + line)
        for column, amount in one.amounts.items():
            told = {place: f"{number:,}" for place, number in asdict(amount).items() if number is not None}
            title = titles(name, column, lang)[1]
            if not amount.known:
                lines.append("    " + t("{title}: not recorded", lang, title=title))
                continue
            text = t("{title}: known {known}, lowest {lowest}, highest {highest}, total {total}", lang)
            lines.append("    " + text.format(title=title, **told))
    return "\n".join(lines)
