"""Where in a source a finding is, and a few cells around that, as written, so that a person knows the spot."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import column_index_from_string, get_column_letter

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding, shorten
from smart_tokyo.ledger.content.headers import heading, on_one_line
from smart_tokyo.ledger.content.texts import RawRow
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.schema import Table, tables

AROUND = 2  # columns to either side
AT_MOST = 8  # columns
_LOCATION = re.compile(r"(.*)(?:!([A-Z]{1,3})([0-9]{1,7})(?::[A-Z]{1,3}[0-9]{1,7})?|:([0-9]+))", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A row of the sheet with that label (0: the sheet as a whole) and the cells meant, counted from 0."""

    label: str
    row: int = 0
    columns: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """The address of the first cell meant, A1 for the sheet as a whole."""
        return f"{get_column_letter(min(self.columns, default=0) + 1)}{self.row or 1}"


Placed = Sequence[tuple[Finding, Place]]


def sheets_by_label(source: Source) -> dict[str, tuple[Table, Sheet]]:
    """The sheets of a source by what locations call them."""
    return {one.label: (tables()[name], one) for name, several in source.sheets.items() for one in several}


def place_of(one: Finding, sheets: Mapping[str, tuple[Table, Sheet]]) -> Place:
    """Where a finding is. A row of a sheet that could not be read has no cells."""
    found = _LOCATION.fullmatch(one.location)
    if found is None:
        return Place(one.location)
    label, letters, row, line = found.groups()
    number, single = int(row or line), bool(letters) and ", " not in (one.column or "")
    named = () if single else _named(one, sheets.get(label), number)
    if letters and not named:
        named = (column_index_from_string(letters) - 1,)
    return Place(label, number, named)


def _named(one: Finding, found: tuple[Table, Sheet] | None, row: int) -> tuple[int, ...]:
    if found is None:
        return ()
    table, sheet = found
    if row == sheet.top and one.value is not None:
        places = [place for place, cell in enumerate(sheet.header) if on_one_line(cell) == one.value]
        if places:
            return (places[-1],)
    names = [found and found.column for found in (heading(table, cell) for cell in sheet.header)]
    return tuple(names.index(name) for name in (one.column or "").split(", ") if name in names)


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
    return [_cut(one, place_of(one, sheets), sheets) for one in findings]


def _cut(one: Finding, place: Place, sheets: Mapping[str, tuple[Table, Sheet]]) -> Cutout:
    if not place.row or place.label not in sheets:
        return Cutout(one, place.label)
    _, sheet = sheets[place.label]
    shown = _columns(place, sheet)
    header = RawRow(sheet.top, sheet.header)
    if place.row < sheet.top:
        rows = [next((row for row in sheet.above if row.number == place.row), RawRow(place.row, [])), header]
    else:
        rows = [header, *_rows(place.row, sheet)]
    marked = place.columns or shown
    columns = tuple(get_column_letter(column + 1) for column in shown)
    texts = tuple(
        (row.number, tuple(shorten(row.cells[at]) if at < len(row.cells) else "" for at in shown))
        for row in rows
    )
    meant = frozenset((place.row, at) for at, column in enumerate(shown) if column in marked)
    return Cutout(one, place.label, columns, texts, meant)


def _columns(place: Place, sheet: Sheet) -> tuple[int, ...]:
    """The cells meant and their neighbours; of a whole row its first cells."""
    width = max(len(sheet.header), 1, *(column + 1 for column in place.columns))
    if not place.columns:
        return tuple(range(min(width, AT_MOST)))
    away = {near: min(abs(near - column) for column in place.columns) for near in range(width)}
    nearest = sorted((near for near in away if 0 < away[near] <= AROUND), key=away.__getitem__)
    return tuple(sorted([*place.columns, *nearest][:AT_MOST]))


def _rows(number: int, sheet: Sheet) -> Sequence[RawRow]:
    """The row, the one before and the one after; a row that is blank is shown so."""
    if number == sheet.top:
        return sheet.rows[:2]
    at = bisect_left(sheet.rows, number, key=lambda row: row.number)
    here = sheet.between(number, number)
    before, after = sheet.rows[max(0, at - 1) : at], sheet.rows[at + len(here) : at + len(here) + 1]
    return [*before, *(here or [RawRow(number, [])]), *after]
