"""Streams the XML of one worksheet into the text of its cells.

openpyxl's reader gives either formulas or their stored values, and in its streaming mode neither merged cells nor
hidden rows. Here all of it is read in one pass, within limits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import column_index_from_string

from smart_tokyo.ledger.cells import PLAIN, BadCell, Shown, iso_text, number_text
from smart_tokyo.ledger.csvfile import RawRow
from smart_tokyo.ledger.source import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from smart_tokyo.ledger.xmlstream import Malformed, TooLarge, parse, unescaped

LAST_ROW = 1_048_576
_BOOLEANS = {"1": "true", "0": "false"}
_YES = ("1", "true")


@dataclass
class Written:
    """A worksheet as written: its rows that are not blank, merged ranges, and what is hidden (columns from 0)."""

    rows: list[RawRow] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Book:
    """What the cells of a workbook refer to: shared strings, number formats by style, the first day of its dates."""

    strings: Sequence[str]
    styles: Sequence[Shown]
    epoch: dt.datetime


def read_worksheet(file: IO[bytes], book: Book) -> Written:
    """A worksheet as written. Raises Malformed, TooLarge."""
    reader = _Reader(book)
    parse(file, reader.start, reader.end, reader.data)
    return reader.found


class _Reader:
    """Follows the XML of one worksheet. A cell's text is what `cells` makes of it; blank rows are left out."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.found = Written()
        self.number = 0
        self.cells: list[str] = []
        self.slots = 0
        self.letters: dict[str, int] = {}
        self.column = -1
        self.type: str = "n"
        self.style = 0
        self.value: str | None = None
        self.formula: str | None = None
        self.inline = False
        self.reading = False
        self.parts: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "f") or (name == "t" and self.inline and not self.reading):
            self.parts = []
        elif name == "row":
            self._start_row(attributes)
        elif name == "is":
            self.inline, self.value = True, self.value or ""
        elif name == "rPh":
            self.reading = True
        elif name == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))
        elif name == "col" and (attributes.get("hidden") in _YES or attributes.get("width") == "0"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.found.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def data(self, text: str) -> None:
        if self.parts is not None:
            self.parts.append(text)

    def end(self, name: str) -> None:
        if name == "v":
            self.value, self.parts = "".join(self.parts or ()), None
        elif name == "c":
            self._end_cell()
        elif name == "f":
            self.formula, self.parts = "".join(self.parts or ()), None
        elif name == "t" and self.inline and self.parts is not None:
            self.value, self.parts = (self.value or "") + "".join(self.parts), None
        elif name == "is":
            self.inline = False
        elif name == "rPh":
            self.reading = False
        elif name == "row":
            self._end_row()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.number + 1))
        if not self.number < number <= LAST_ROW:
            raise Malformed(f"row {number}")
        self.number, self.column, self.cells = number, -1, []
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self.found.hidden_rows.add(number)

    def _end_row(self) -> None:
        cells = self.cells
        if not any(isinstance(one, BadCell) or one.strip() for one in cells):
            self.found.hidden_rows.discard(self.number)
            return
        if len(self.found.rows) > MAX_ROWS:
            raise TooLarge(
                f"more than {MAX_ROWS:,} rows in a sheet", f"一つのシートに{MAX_ROWS:,}行を超えるデータ"
            )
        self.slots += len(cells)
        if self.slots > MAX_CELLS:
            raise TooLarge(
                f"more than {MAX_CELLS:,} cells in a sheet", f"一つのシートに{MAX_CELLS:,}を超えるセル"
            )
        self.found.rows.append(RawRow(self.number, cells))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.type = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.value = self.formula = self.parts = None
        place = attributes.get("r")
        if place is None:
            self.column += 1
            return
        letters = place.rstrip("0123456789")
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = column_index_from_string(letters.upper()) - 1
        if column <= self.column:
            raise Malformed(f"cell {place}")
        self.column = column

    def _end_cell(self) -> None:
        text = self._text()
        if text == "" and not isinstance(text, BadCell):
            return
        cells = self.cells
        if self.column >= MAX_COLUMNS:
            raise TooLarge(
                f"more than {MAX_COLUMNS} columns in a sheet", f"一つのシートに{MAX_COLUMNS}列を超えるデータ"
            )
        cells.extend([""] * (self.column - len(cells)))
        cells.append(text)

    def _text(self) -> str:
        value, kind = self.value, self.type
        if self.formula is not None and not value and kind != "str":
            return BadCell("=" + self.formula[:200], "formula-without-value")
        if value is None:
            return ""
        if kind == "s":
            return self.book.strings[_natural(value)]
        if kind == "n":
            how = self.book.styles[self.style] if self.style < len(self.book.styles) else PLAIN
            return number_text(value, how, self.book.epoch) if value else ""
        if kind == "e":
            return BadCell(value, "cell-error")
        if kind == "b":
            return _BOOLEANS.get(value, value)
        return iso_text(value) if kind == "d" else unescaped(value)


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
