"""Which cell of a row is of which column, as the header of a sheet says."""

import re
from collections.abc import Iterable

from openpyxl.utils import get_column_letter

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import heading, nearest, on_one_line
from smart_tokyo.ledger.content.records import Records, other_unit, times
from smart_tokyo.ledger.content.texts import RawRow
from smart_tokyo.schema import Table

_NUMBER = re.compile(r"[¥￥\\$]?\s*[0-9０-９][0-9０-９,，.]*\s*(?:[^\W\d]{1,4})?$")


def places_of(result: Records, sheet: Sheet) -> dict[str, int]:
    """Column → its cell in a row, as the header says; what is said of the header becomes findings of the result."""
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
