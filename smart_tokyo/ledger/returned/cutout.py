"""A few cells around what a finding is about, as written, so that a person knows the spot when seeing it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from smart_tokyo.ledger.content.csvfile import RawRow, Sheet
from smart_tokyo.ledger.content.findings import Finding, shorten
from smart_tokyo.ledger.files.places import Place, place_of, sheets_by_label
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.schema import Table

AROUND = 2  # columns to either side
AT_MOST = 8  # columns


@dataclass(frozen=True)
class Cutout:
    """Cells around a finding. `rows`: number in the sheet and texts, the header first; none where nothing can be shown.

    `columns`: letters of the columns. `marked`: number of row and place among `columns` of the cells meant.
    """

    finding: Finding
    label: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    marked: frozenset[tuple[int, int]] = frozenset()


def cutouts(source: Path | Source, findings: Iterable[Finding]) -> list[Cutout]:
    """A cut-out for each finding, in the same order. Raises UnreadableSource where a path cannot be read."""
    sheets = sheets_by_label(source if isinstance(source, Source) else read_source(source))
    found = []
    for one in findings:
        place = place_of(one, sheets)
        if place.row and place.label in sheets:
            found.append(_cut(one, place, *sheets[place.label]))
        else:
            found.append(Cutout(one, place.label))
    return found


def _cut(one: Finding, place: Place, table: Table, sheet: Sheet) -> Cutout:
    shown = _columns(place, table, sheet)
    header = RawRow(sheet.top, sheet.header)
    if place.row < sheet.top:
        rows = [next((row for row in sheet.above if row.number == place.row), RawRow(place.row, [])), header]
    else:
        rows = [header, *_rows(place.row, sheet)]
    marked = place.columns or shown
    return Cutout(
        finding=one,
        label=place.label,
        columns=tuple(get_column_letter(column + 1) for column in shown),
        rows=tuple(
            (row.number, tuple(shorten(row.cells[c]) if c < len(row.cells) else "" for c in shown))
            for row in rows
        ),
        marked=frozenset((place.row, index) for index, column in enumerate(shown) if column in marked),
    )


def _columns(place: Place, table: Table, sheet: Sheet) -> tuple[int, ...]:
    """The cells meant and their neighbours; of a whole row its first cells."""
    width = max(len(sheet.header), 1, *(column + 1 for column in place.columns))
    if not place.columns:
        return tuple(range(min(width, AT_MOST)))
    wanted = {
        near
        for column in place.columns
        for near in range(max(0, column - AROUND), min(width, column + AROUND + 1))
    }
    nearest = sorted(
        wanted - set(place.columns), key=lambda near: min(abs(near - one) for one in place.columns)
    )
    return tuple(sorted([*place.columns, *nearest][:AT_MOST]))


def _rows(number: int, sheet: Sheet) -> list[RawRow]:
    """The row, the one before and the one after; a row that is blank is shown so."""
    if number == sheet.top:
        return sheet.rows[:2]
    at = bisect_left(sheet.rows, number, key=lambda row: row.number)
    here = at < len(sheet.rows) and sheet.rows[at].number == number
    before, after = sheet.rows[max(0, at - 1) : at], sheet.rows[at + here : at + here + 1]
    return [*before, sheet.rows[at] if here else RawRow(number, []), *after]
