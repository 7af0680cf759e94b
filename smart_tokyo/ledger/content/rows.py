"""From a sheet as written to records: values by column where they are plain, cell by cell elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smart_tokyo.ledger.content.cells import BadCell, DateText, HiddenTime, Rounded
from smart_tokyo.ledger.content.columns import places_of
from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.records import (
    Block,
    Records,
    arrow_schema,
    blank,
    grouped,
    other_unit,
    spilled,
    together,
)
from smart_tokyo.ledger.content.strays import NOTHING, Stray, Strays
from smart_tokyo.ledger.content.texts import TOGETHER, RawRow, Texts
from smart_tokyo.ledger.values.choices import Rows, both
from smart_tokyo.ledger.values.normalise import reader
from smart_tokyo.ledger.values.plain import Recognised, recogniser
from smart_tokyo.ledger.values.reading import Reading, Value, id_reader, in_both, names, plain
from smart_tokyo.schema import Field, Table
from smart_tokyo.words import Lang, Text

_NO_CELL, _UNREAD = BadCell(""), Reading()  # where a row ends before; of a cell that holds no value
_UNKNOWN: Text = {"ja": "不明（空欄と同じ）", "en": "unknown (like an empty cell)"}


class _Column(NamedTuple):
    """A column of the table, its cell in a row, and what reads its cells, one by one or all that are plain."""

    field: Field
    place: int
    read: Callable[[str], Reading]
    recognise: Callable[[pa.StringArray], Recognised]


class _Part(NamedTuple):
    """Some rows of a sheet, from the one at the place `first`; `columns`: their cells where the sheet has them so."""

    sheet: Sheet
    first: int
    size: int
    columns: Sequence[pa.StringArray] | None

    def raw(self, row: int) -> RawRow:
        return self.sheet.rows[self.first + row]

    def uneven(self) -> list[int]:
        """The rows that are not as wide as the header."""
        rows, width = self.sheet.rows, len(self.sheet.header)
        if isinstance(rows, Texts):
            return [at - self.first for at in rows.uneven if self.first <= at < self.first + self.size]
        return [row for row in range(self.size) if len(self.raw(row).cells) != width]

    def texts(self, column: _Column) -> pa.StringArray:
        """The cells of a column, NULL for one that is no text, or more than that."""
        if self.columns is not None:
            return self.columns[column.place]
        usual = (str,) if column.field.type == "string" else (str, DateText)
        cells = (self.cell(row, column) for row in range(self.size))
        texts = [one if type(one) in usual else None for one in cells]
        try:
            return pa.array(texts, pa.string())
        except UnicodeEncodeError:  # half a character somewhere
            return pa.array([one if one and one.isascii() else None for one in texts], pa.string())

    def cell(self, row: int, column: _Column) -> str:
        cells = self.raw(row).cells
        return cells[column.place] if column.place < len(cells) else _NO_CELL


def read_records(
    table: Table, sheet: Sheet, shipped: bool = False, referred: Mapping[str, Rows] | None = None
) -> Records:
    """All rows of a sheet as records of the table; every problem and change becomes a finding.

    `referred`: the rows of other tables that are known, by table; their names are read for their ids.
    """
    result = Records(table)
    places = places_of(result, sheet)
    read_at = {name: place for name, place in places.items() if name not in result.unread}
    columns = [
        _column(table, one, read_at[one.name], referred or {}) for one in table.fields if one.name in read_at
    ]
    width = max((place for place, cell in enumerate(sheet.header, 1) if cell.strip()), default=0)
    strays = Strays(table, places)
    watched: dict[int, list[Finding]] = {}  # place among the records → what is said of the row if it is one
    blank_rows: list[int] = []
    bad: dict[int, frozenset[str]] = {}
    values, at, count = [arrow_schema(table).empty_table()], [np.array([], np.int64)], 0
    for part in _parts(sheet):
        found = [one.recognise(part.texts(one)) for one in columns]
        blanks = _blanks(part, found)
        told: dict[int, list[Finding]] = {}
        for row in part.uneven():
            if row not in blanks:
                told.setdefault(row, []).extend(_of_width(table, sheet, part.raw(row), width))
        wrong: dict[int, set[str]] = {}
        read = {
            column.field.name: _read(table, part, column, one, blanks, told, wrong)
            for column, one in zip(columns, found, strict=True)
        }
        stays = np.ones(part.size, bool)
        stays[list(blanks)] = False
        rows, place = np.flatnonzero(stays), np.cumsum(stays) - 1 + count
        nothing = [pa.nulls(part.size, one.type) for one in arrow_schema(table)]
        whole = [read.get(one.name, none) for one, none in zip(table.fields, nothing, strict=True)]
        held = pa.table(whole, arrow_schema(table))
        held = held.filter(pa.array(stays)) if blanks else held
        suspects = {int(rows[one]): count + one for one in strays.suspects(held)}
        watched |= {one: told.pop(row, []) for row, one in suspects.items()}
        for row in sorted(told):
            result.findings += told[row]
        bad |= {int(place[row]): result.unread | names_ for row, names_ in wrong.items()}
        blank_rows += [part.raw(row).number for row in sorted(blanks)]
        values.append(held)
        at.append(rows + part.first)
        count += len(rows)
    result.findings += [blank(sheet, table, run) for run in grouped(blank_rows)]
    batches = (batch for part in values for batch in part.to_batches())
    held, stand = spilled(arrow_schema(table), count, batches), np.concatenate(at)
    result.records = Block(table, sheet, held, stand, places, result.unread, bad, shipped)
    _settle(result, sheet, strays.among(result.records, watched), watched)
    return result


def _parts(sheet: Sheet) -> Iterator[_Part]:
    for first in range(0, len(sheet.rows), TOGETHER):
        size = min(TOGETHER, len(sheet.rows) - first)
        columns = sheet.rows.parts[first // TOGETHER] if isinstance(sheet.rows, Texts) else None
        yield _Part(sheet, first, size, columns)


def _blanks(part: _Part, found: Sequence[Recognised]) -> frozenset[int]:
    """The rows without content."""
    filled = np.zeros(part.size, bool)
    for one in found:
        filled |= one.filled.to_numpy(zero_copy_only=False)
    rows = map(int, np.flatnonzero(~filled))
    return frozenset(row for row in rows if not any(map(str.strip, part.raw(row).cells)))


def _read(
    table: Table,
    part: _Part,
    column: _Column,
    found: Recognised,
    blanks: frozenset[int],
    told: dict[int, list[Finding]],
    wrong: dict[int, set[str]],
) -> pa.Array:
    """The values of a column: those that are plain, and of the other cells what the careful reader makes of them."""
    one = column.field
    others = np.flatnonzero(~found.plain.to_numpy(zero_copy_only=False))
    rows = [row for row in map(int, others) if row not in blanks]
    if not rows:
        return found.values
    values: list[Value] = []
    for row in rows:
        cell = part.cell(row, column)
        reading = _UNREAD if type(cell) is BadCell else column.read(cell)
        values.append(reading.value)
        if reading is _UNREAD or reading.problem is not None:
            wrong.setdefault(row, set()).add(one.name)
        # a workbook's cell is more than text; a date is not in a column of dates
        unusual = type(cell) is not str and (type(cell) is not DateText or one.type == "string")
        if reading.problem is not None or reading.changed or reading.odd or unusual:
            where = part.sheet.locate(part.raw(row).number, column.place)
            told.setdefault(row, []).extend(_of_cell(table, one, where, cell, reading))
    mask = np.zeros(part.size, bool)
    mask[rows] = True
    return pc.replace_with_mask(found.values, pa.array(mask), pa.array(values, found.values.type))


def _column(table: Table, one: Field, place: int, referred: Mapping[str, Rows]) -> _Column:
    read, is_id = reader(one), one.name in table.id_columns
    if is_id:
        read = id_reader(read)
    target = referred.get(table.targets.get(one.name, ""))
    if target is None:
        return _Column(one, place, read, recogniser(one, read, is_id))
    known = pa.array(list(target.names), pa.string())
    return _Column(one, place, target.reader(read), recogniser(one, read, is_id, known))


def _settle(
    result: Records, sheet: Sheet, strays: Mapping[int, Stray], watched: Mapping[int, list[Finding]]
) -> None:
    """Takes the strays out of the records, and says of each what it is and nothing else."""
    table, records = result.table, result.records
    columns = {place: name for name, place in records.places.items()}
    idle = []
    for at, said in watched.items():
        stray, number = strays.get(at), records[at].raw.number
        if stray is None:
            result.findings += said
        elif stray.code == NOTHING:
            idle.append(number)
        else:
            where, column = sheet.locate(number, stray.place), columns.get(stray.place)
            row = {"row": number}
            result.findings.append(finding(stray.code, where, table, column, stray.text, details=row))
            result.findings += other_unit(table, where, stray.text)
    result.findings += [together(NOTHING, sheet, table, run) for run in grouped(idle)]
    out = {records[at].raw.number for at in strays}
    result.records = records.without(strays)
    for top, bottom, ref in sheet.merged:
        inside = {row.number for row in sheet.between(top, bottom)}
        if top <= sheet.top or not inside or not inside <= out:
            result.findings.append(finding("merged-cells", f"{sheet.label}!{ref}", table, value=ref))


def _of_width(table: Table, sheet: Sheet, raw: RawRow, width: int) -> Iterator[Finding]:
    if extra := [cell for cell in raw.cells[len(sheet.header) :] if cell.strip()]:
        where = sheet.locate(raw.number, len(sheet.header))
        yield finding("extra-cells", where, table, value=", ".join(extra))
    if len(raw.cells) < width:
        where, counts = sheet.locate(raw.number), {"cells": len(raw.cells), "columns": width}
        yield finding("missing-cells", where, table, details=counts)


def _of_cell(table: Table, one: Field, where: str, raw: str, reading: Reading) -> list[Finding]:
    problem, text = reading.problem, raw.strip(" \t\r\n\u3000")
    if isinstance(raw, BadCell):
        return [finding(raw.more, where, table, one.name, text)] if raw.more else []
    if problem is not None:
        code = problem.code  # a date in a cell has its own, be it with a time or where no date belongs
        if isinstance(raw, DateText) and one.type != "date":
            code = "date-cell"
        elif isinstance(raw, HiddenTime) and code == "type-date-time":
            code = "hidden-time"
        return [finding(code, where, table, one.name, text, problem.expected, problem.details)]
    if isinstance(raw, DateText) and one.type == "string":
        return [finding("date-as-text", where, table, one.name, text)]
    said = []
    if reading.odd:
        details = {"characters": in_both(names, reading.odd)}
        said.append(finding("odd-character", where, table, one.name, text, details=details))
    if not reading.changed and not isinstance(raw, Rounded):
        return said
    text = raw.more if isinstance(raw, Rounded) else text
    after = {"after": in_both(_in_words, one, reading.value)}
    return [*said, finding("normalised", where, table, one.name, text, plain(reading.value), after)]


def _in_words(one: Field, value: Value, lang: Lang) -> str:
    if value is None:
        return _UNKNOWN[lang]
    return both(plain(value), one.labels.get(str(value), {}).get(lang, ""), lang)
