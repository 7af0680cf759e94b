"""From a sheet as written to records: which column is which, and the value of every cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from smart_tokyo.ledger.cells import BadCell, DateText, HiddenTime, Rounded
from smart_tokyo.ledger.characters import names
from smart_tokyo.ledger.choices import Rows, both
from smart_tokyo.ledger.csvfile import RawRow, Sheet, header_name
from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.ledger.lookalikes import id_reader
from smart_tokyo.ledger.normalise import reader
from smart_tokyo.ledger.reading import Reading, Value
from smart_tokyo.schema import Field, Table

Row = tuple[Value, ...]

_UNREAD = Reading()  # of a cell that holds no value
_UNKNOWN = {"ja": "不明（空欄と同じ）", "en": "unknown (like an empty cell)"}


class Place(NamedTuple):
    """Where a row stands in its source, by names without a folder.

    `sheet`: the sheet of a workbook or the CSV file of a zip, None where the file is a CSV file. `row`: the line
    of a CSV file or the row of a sheet, from 1. `shipped`: the file is one of the project's own reference.
    """

    file: str
    sheet: str | None
    row: int
    shipped: bool


Places = Mapping[str, Mapping[tuple[Any, ...], Place]]
"""Table → primary key → where the row stands."""


@dataclass(slots=True)
class Record:
    """One row of a table: values in the schema's column order, and where and how it was written.

    `bad`: columns of which a finding has been made, so that nothing more is said about them.
    """

    values: Row
    sheet: Sheet
    raw: RawRow
    places: dict[str, int]  # column → cell of the raw row
    bad: frozenset[str]
    shipped: bool = False

    def where(self, column: str | None = None) -> str:
        """The location of the row, or of one of its cells."""
        return self.sheet.locate(self.raw.number, self.places.get(column or ""))

    def written(self, column: str) -> str | None:
        """The text of a cell as written, None when there is no such cell."""
        place = self.places.get(column)
        return None if place is None or place >= len(self.raw.cells) else self.raw.cells[place]


@dataclass
class Records:
    """The records of one table and what was found reading them. `missing`: required columns not there."""

    table: Table
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: frozenset[str] = frozenset()


def plain(value: Value) -> str:
    """A value in its plain form, as one would write it in a CSV file; unknown is the word NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def read_records(
    table: Table, sheet: Sheet, shipped: bool = False, referred: Mapping[str, Rows] | None = None
) -> Records:
    """All rows of a sheet as records of the table; every problem and change becomes a finding.

    `referred`: the rows of other tables that are known, by table; their names are read for their ids.
    """
    result = Records(table)
    places = _places(result, sheet)
    columns = [(one, places.get(one.name), _reader(table, one, referred or {})) for one in table.fields]
    width = len(sheet.header)
    for raw in sheet.rows:
        if not any(cell.strip() for cell in raw.cells):
            result.findings.append(finding("blank-row", sheet.locate(raw.number), table))
            continue
        _check_width(result, sheet, raw, width)
        values: list[Value] = []
        bad = result.missing
        for one, place, read in columns:
            if place is None:
                values.append(None)
            elif place >= len(raw.cells):
                values.append(None)
                bad |= {one.name}
            else:
                cell = raw.cells[place]
                reading = _UNREAD if type(cell) is BadCell else read(cell)
                values.append(reading.value)
                if reading is _UNREAD or reading.problem is not None:
                    bad |= {one.name}
                if reading.problem is not None or reading.changed or reading.odd or _unusual(cell, one):
                    where = sheet.locate(raw.number, place)
                    result.findings += _of_cell(table, one, where, cell, reading)
        result.records.append(Record(tuple(values), sheet, raw, places, bad, shipped))
    return result


def _reader(table: Table, one: Field, referred: Mapping[str, Rows]) -> Callable[[str], Reading]:
    """What reads the cells of a column."""
    read = reader(one)
    if one.name in table.id_columns:
        read = id_reader(read)
    target = table.targets.get(one.name, "")
    return referred[target].reader(read) if target in referred else read


def _places(result: Records, sheet: Sheet) -> dict[str, int]:
    """Column → index of its cell; of a column that is there twice, the first."""
    table = result.table
    known = {header_name(name): one.name for one in table.fields for name in (one.title, one.name)}
    top = sheet.top
    places: dict[str, int] = {}
    for index, cell in enumerate(sheet.header):
        column = known.get(header_name(cell))
        where = sheet.locate(top, index)
        if column is None:
            if cell.strip() or _filled(sheet.rows, index):
                result.findings.append(
                    finding("unknown-column", where, table, value=cell.strip() or f"(column {index + 1})")
                )
        elif column in places:
            result.findings.append(finding("duplicate-column", where, table, column, cell.strip()))
        else:
            places[column] = index
    missing = [one for one in table.fields if one.required and one.name not in places]
    for one in missing:
        where = sheet.locate(top)
        result.findings.append(
            finding(
                "missing-column", where, table, one.name,
                expected=f"{one.name}, {one.title}", details={"name_ja": one.title, "name_en": one.name},
            )
        )  # fmt: skip
    result.missing = frozenset(one.name for one in missing)
    return places


def _filled(rows: Iterable[RawRow], index: int) -> bool:
    return any(len(raw.cells) > index and raw.cells[index].strip() for raw in rows)


def _check_width(result: Records, sheet: Sheet, raw: RawRow, width: int) -> None:
    extra = [cell for cell in raw.cells[width:] if cell.strip()]
    if extra:
        where = sheet.locate(raw.number, width)
        result.findings.append(finding("extra-cells", where, result.table, value=", ".join(extra)))
    if len(raw.cells) < width:
        where = sheet.locate(raw.number)
        result.findings.append(
            finding("missing-cells", where, result.table, details={"cells": len(raw.cells), "columns": width})
        )


def _unusual(cell: str, one: Field) -> bool:
    """Whether a workbook's cell is more than text; a date is not in a column of dates."""
    kind = type(cell)
    return kind is not str and (kind is not DateText or one.type == "string")


def _of_cell(table: Table, one: Field, where: str, raw: str, reading: Reading) -> list[Finding]:
    """What is to be said about a cell: mostly nothing, or one finding."""
    problem, text = reading.problem, raw.strip(" \t\r\n\u3000")
    if isinstance(raw, BadCell):
        return [finding(raw.code, where, table, one.name, text)] if raw.code else []
    if problem is not None:
        code = _code_of(problem.code, raw, one)
        return [finding(code, where, table, one.name, text, problem.expected, problem.details)]
    if isinstance(raw, DateText) and one.type == "string":
        return [finding("date-as-text", where, table, one.name, text)]
    said = []
    if reading.odd:
        details = {f"characters_{lang}": names(reading.odd, lang) for lang in ("ja", "en")}
        said.append(finding("odd-character", where, table, one.name, text, details=details))
    if not reading.changed and not isinstance(raw, Rounded):
        return said
    text = raw.stored if isinstance(raw, Rounded) else text
    after = {f"after_{lang}": _in_words(one, reading.value, lang) for lang in ("ja", "en")}
    return [*said, finding("normalised", where, table, one.name, text, plain(reading.value), after)]


def _code_of(code: str, raw: str, one: Field) -> str:
    """The code of a problem: a date in a cell has its own, be it with a time or where no date belongs."""
    if one.type == "date":
        return "hidden-time" if code == "type-date-time" and isinstance(raw, HiddenTime) else code
    return "date-cell" if isinstance(raw, DateText) else code


def _in_words(one: Field, value: Value, lang: str) -> str:
    """A value as a message shows it."""
    if value is None:
        return _UNKNOWN[lang]
    return both(plain(value), one.labels.get(str(value), {}).get(lang, ""), lang)


def differing(table: Table, one: Row, other: Row) -> Sequence[str]:
    """The columns in which two rows of a table differ."""
    return [name for name, left, right in zip(table.columns, one, other, strict=True) if left != right]
