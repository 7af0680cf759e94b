"""Where in a source a finding is: the sheet, the row and the cells that its location and columns name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding
from smart_tokyo.ledger.content.headers import heading, on_one_line
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.schema import Table, tables

_ADDRESS = re.compile(r"(.*)!([A-Z]{1,3})([0-9]{1,7})(:[A-Z]{1,3}[0-9]{1,7})?", re.DOTALL)
_LINE = re.compile(r"(.*):([0-9]+)", re.DOTALL)


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


def sheets_by_label(source: Source) -> dict[str, tuple[Table, Sheet]]:
    """The sheets of a source by what locations call them."""
    return {sheet.label: (tables()[name], sheet) for name, sheet in source.sheets.items()}


def place_of(one: Finding, sheets: Mapping[str, tuple[Table, Sheet]]) -> Place:
    """Where a finding is. A row of a sheet that could not be read has no cells."""
    address, line = _ADDRESS.fullmatch(one.location), _LINE.fullmatch(one.location)
    if address:
        label, letters, number = address[1], address[2], int(address[3])
        named = _named(one, sheets.get(label), number) if ", " in (one.column or "") else ()
        return Place(label, number, named or (column_index_from_string(letters) - 1,))
    if line:
        return Place(line[1], int(line[2]), _named(one, sheets.get(line[1]), int(line[2])))
    return Place(one.location)


def _named(one: Finding, found: tuple[Table, Sheet] | None, row: int) -> tuple[int, ...]:
    """The cells of the columns that a finding names; in the header the one with its text."""
    if found is None:
        return ()
    table, sheet = found
    if row == sheet.top and one.value is not None:
        places = [place for place, cell in enumerate(sheet.header) if on_one_line(cell) == one.value]
        if places:
            return (places[-1],)
    names = [found and found.column for found in (heading(table, cell) for cell in sheet.header)]
    return tuple(names.index(name) for name in (one.column or "").split(", ") if name in names)
