"""What a check read: rows of each table, lowest, highest and total of each amount, first and last date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.records import Record
from smart_tokyo.schema import Table, field, tables

NOTHING = "–"  # where there is no date or no amount
_WORDS = {
    "ja": {
        "table": "{title}: {rows:,}行",
        "dates": "、日付 {first} から {last}",
        "amount": "{title}: {known:,}件、最低 {lowest:,}、最高 {highest:,}、合計 {total:,}",
        "unknown": "{title}: 記録なし",
    },
    "en": {
        "table": "{title}: rows {rows:,}",
        "dates": ", dates {first} to {last}",
        "amount": "{title}: known {known:,}, lowest {lowest:,}, highest {highest:,}, total {total:,}",
        "unknown": "{title}: not recorded",
    },
}


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
    columns = {
        one.name: [record.values[place] for record in records] for place, one in enumerate(table.fields)
    }
    days = [
        value
        for one in table.fields
        if one.type == "date"
        for value in columns[one.name]
        if isinstance(value, dt.date)
    ]
    amounts = {
        one.name: _amount([value for value in columns[one.name] if isinstance(value, int)])
        for one in table.fields
        if one.kind == "yen"
    }
    return TableRead(len(records), min(days, default=None), max(days, default=None), amounts)


def _amount(yen: Sequence[int]) -> Amount:
    if not yen:
        return Amount(0, None, None, None)
    return Amount(len(yen), min(yen), max(yen), sum(yen))


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


def to_text(read: Summary, lang: str) -> str:
    """The summary for a person: the sentence, then a line for each table and each column of money."""
    words = _WORDS["ja" if lang == "ja" else "en"]
    lines = [as_finding(read, "").message(lang)]
    for name, one in read.tables.items():
        table = tables()[name]
        title = table.title if lang == "ja" else table.title_en
        dated = words["dates"].format(first=one.first_date, last=one.last_date) if one.first_date else ""
        lines.append("  " + words["table"].format(title=title, rows=one.rows) + dated)
        for column, amount in one.amounts.items():
            declared = field(name, column)
            title = declared.title if lang == "ja" else declared.title_en
            said = words["amount" if amount.known else "unknown"]
            lines.append("    " + said.format(title=title, **asdict(amount)))
    return "\n".join(lines)
