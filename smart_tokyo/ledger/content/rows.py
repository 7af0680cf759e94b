"""From a sheet as written to records: which column is which, and the value of every cell."""

import re
from collections.abc import Callable, Iterable, Mapping

from openpyxl.utils import get_column_letter

from smart_tokyo.ledger.content.cells import BadCell, DateText, HiddenTime, Rounded
from smart_tokyo.ledger.content.csvfile import RawRow, Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import heading, nearest, on_one_line
from smart_tokyo.ledger.content.records import (
    Record,
    Records,
    blank,
    grouped,
    other_unit,
    plain,
    times,
    together,
)  # fmt: skip
from smart_tokyo.ledger.content.strays import NOTHING, Stray, Strays
from smart_tokyo.ledger.values.choices import Rows, both
from smart_tokyo.ledger.values.normalise import reader
from smart_tokyo.ledger.values.reading import Reading, Value, id_reader, in_both, names
from smart_tokyo.schema import Field, Table
from smart_tokyo.words import Lang, Text

_NUMBER = re.compile(r"[¥￥\\$]?\s*[0-9０-９][0-9０-９,，.]*\s*(?:[^\W\d]{1,4})?$")
_NO_CELL, _UNREAD = BadCell(""), Reading()  # where a row ends before; of a cell that holds no value
_UNKNOWN: Text = {"ja": "不明（空欄と同じ）", "en": "unknown (like an empty cell)"}


def read_records(
    table: Table, sheet: Sheet, shipped: bool = False, referred: Mapping[str, Rows] | None = None
) -> Records:
    """All rows of a sheet as records of the table; every problem and change becomes a finding.

    `referred`: the rows of other tables that are known, by table; their names are read for their ids.
    """
    result = Records(table)
    places = _places(result, sheet)
    read_at = {name: place for name, place in places.items() if name not in result.unread}
    columns = [(one, read_at.get(one.name), _reader(table, one, referred or {})) for one in table.fields]
    width = max((place for place, cell in enumerate(sheet.header, 1) if cell.strip()), default=0)
    strays = Strays(table, places)
    watched: dict[int, list[Finding]] = {}  # place among the records → what is said of the row if it is one
    blank_rows: list[int] = []
    for raw in sheet.rows:
        if not any(cell.strip() for cell in raw.cells):
            blank_rows.append(raw.number)
            continue
        before = len(result.findings)
        _check_width(result, sheet, raw, width)
        values: list[Value] = []
        bad = result.unread
        for one, place, read in columns:
            if place is None:
                values.append(None)
                continue
            cell = raw.cells[place] if place < len(raw.cells) else _NO_CELL
            reading = _UNREAD if type(cell) is BadCell else read(cell)
            values.append(reading.value)
            if reading is _UNREAD or reading.problem is not None:
                bad |= {one.name}
            # a workbook's cell is more than text; a date is not in a column of dates
            unusual = type(cell) is not str and (type(cell) is not DateText or one.type == "string")
            if reading.problem is not None or reading.changed or reading.odd or unusual:
                where = sheet.locate(raw.number, place)
                result.findings += _of_cell(table, one, where, cell, reading)
        row = tuple(values)
        if strays.watches(row):
            watched[len(result.records)] = result.findings[before:]
            del result.findings[before:]
        result.records.append(Record(row, sheet, raw, places, bad, shipped))
    result.findings += [blank(sheet, table, run) for run in grouped(blank_rows)]
    _settle(result, sheet, strays.among(result.records, watched), watched)
    return result


def _reader(table: Table, one: Field, referred: Mapping[str, Rows]) -> Callable[[str], Reading]:
    read = reader(one)
    if one.name in table.id_columns:
        read = id_reader(read)
    target = table.targets.get(one.name, "")
    return referred[target].reader(read) if target in referred else read


def _settle(
    result: Records, sheet: Sheet, strays: Mapping[int, Stray], watched: Mapping[int, list[Finding]]
) -> None:
    """Takes the strays out of the records, and says of each what it is and nothing else."""
    table, records = result.table, result.records
    columns = {place: name for name, place in (records[0].places if records else {}).items()}
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
    result.records = [one for at, one in enumerate(records) if at not in strays]
    for top, bottom, ref in sheet.merged:
        inside = {row.number for row in sheet.between(top, bottom)}
        if top <= sheet.top or not inside or not inside <= out:
            result.findings.append(finding("merged-cells", f"{sheet.label}!{ref}", table, value=ref))


def _places(result: Records, sheet: Sheet) -> dict[str, int]:
    table, top = result.table, sheet.top
    places: dict[str, int] = {}
    scaled = set()
    unknown: list[tuple[int, str]] = []

    def say(code: str, index: int, column: str | None, value: str, **details: object) -> None:
        where = sheet.locate(top, index)
        result.findings.append(finding(code, where, table, column, value, details=details))

    for index, cell in enumerate(sheet.header):
        found, written = heading(table, cell), on_one_line(cell)
        if found is None:
            unit = other_unit(table, sheet.locate(top, index), written)
            result.findings += unit
            if written and not unit:
                unit = _unit_below(table, sheet, index)
                result.findings += unit
                unknown += [] if unit else [(index, written)]
            elif not written and _filled(sheet.rows, index):
                say("cells-beside", index, None, get_column_letter(index + 1))
        elif found.column in places:
            say("duplicate-column", index, found.column, written)
        else:
            places[found.column] = index
            if found.zeros:
                scaled.add(found.column)
                say("header-unit", index, found.column, written, **times(found.zeros))
            elif found.bare:
                say("unit-assumed", index, found.column, written)
    for index, written in unknown:
        meant = nearest(table, written, {one.name for one in table.fields} - places.keys())
        if meant is None:
            say("unknown-column", index, None, written)
            continue
        code, named = "unknown-column-near", {"ja": meant.title, "en": meant.name}
        if meant.kind == "yen" and _filled(sheet.rows, index, _NUMBER):
            code = "unknown-column-money"
            scaled.add(meant.name)
        say(code, index, None, written, meant=named)
    missing = [one for one in table.fields if one.required and one.name not in places]
    for one in missing:
        expected, called = f"{one.name}, {one.title}", {"name": {"ja": one.title, "en": one.name}}
        where = sheet.locate(top)
        result.findings.append(finding("missing-column", where, table, one.name, None, expected, called))
    result.missing = frozenset(one.name for one in missing)
    result.unread = result.missing | scaled
    return places


def _unit_below(table: Table, sheet: Sheet, index: int) -> list[Finding]:
    """What is said of the first cell of a column that names a unit other than yen, as a column 単位 may."""
    texts: dict[str, str] = {}
    for raw in reversed(sheet.rows):
        for cell in filter(str.strip, raw.cells[index : index + 1]):
            texts[cell] = sheet.locate(raw.number, index)
    said = (other_unit(table, where, on_one_line(cell)) for cell, where in texts.items())
    return next(filter(None, said), [])


def _filled(rows: Iterable[RawRow], index: int, form: re.Pattern[str] = re.compile(".", re.DOTALL)) -> bool:
    """Whether a cell of a column begins in the form, spaces aside."""
    return any(len(raw.cells) > index and form.match(raw.cells[index].strip()) for raw in rows)


def _check_width(result: Records, sheet: Sheet, raw: RawRow, width: int) -> None:
    if extra := [cell for cell in raw.cells[len(sheet.header) :] if cell.strip()]:
        where = sheet.locate(raw.number, len(sheet.header))
        result.findings.append(finding("extra-cells", where, result.table, value=", ".join(extra)))
    if len(raw.cells) < width:
        where, counts = sheet.locate(raw.number), {"cells": len(raw.cells), "columns": width}
        result.findings.append(finding("missing-cells", where, result.table, details=counts))


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
