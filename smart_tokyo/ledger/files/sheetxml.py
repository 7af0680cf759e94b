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

from smart_tokyo.ledger.content.cells import PLAIN, BadCell, Shown, iso_text, number_text
from smart_tokyo.ledger.content.csvfile import RawRow
from smart_tokyo.ledger.files.source import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from smart_tokyo.ledger.files.xmlstream import (
    Attributes,
    Ends,
    Malformed,
    Starts,
    Texts,
    TooLarge,
    parse,
    unescaped,
)  # fmt: skip

LAST_ROW = 1_048_576
_NUMBERS = 50_000  # different numbers of a sheet that are remembered
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
    parse(file, reader.starts(), reader.ends(), reader.data)
    return reader.found


class _Reader(Texts):
    """Follows the XML of one worksheet. A cell's text is what `cells` makes of it; blank rows are left out."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book = book
        self.found = Written()
        self.number = 0
        self.cells: list[str] = []
        self.slots = 0
        self.letters: dict[str, int] = {}
        self.numbers: dict[tuple[str, int], str] = {}
        self.column = -1
        self.type: str = "n"
        self.style = 0
        self.formula: str | None = None

    def starts(self) -> Starts:
        return {
            **super().starts(), "row": self._start_row, "c": self._start_cell, "v": self._start_value,
            "f": self._start_value, "is": self._start_inline, "col": self._column, "mergeCell": self._merged,
        }  # fmt: skip

    def ends(self) -> Ends:
        return {
            **super().ends(), "row": self._end_row, "c": self._end_cell, "v": self._end_value,
            "f": self._end_formula, "is": self._end_inline,
        }  # fmt: skip

    def _merged(self, attributes: Attributes) -> None:
        self.found.merged.append(attributes.get("ref", ""))

    def _column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _YES or attributes.get("width") == "0":
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.found.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def _start_value(self, _: Attributes) -> None:
        self.parts = []

    def _end_value(self) -> None:
        self.value, self.parts = "".join(self.parts or ()), None

    def _end_formula(self) -> None:
        self.formula, self.parts = "".join(self.parts or ()), None

    def _start_inline(self, _: Attributes) -> None:
        self.inside, self.value = True, self.value or ""

    def _end_inline(self) -> None:
        self.inside = False

    def _start_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self.number + 1))
        if not self.number < number <= LAST_ROW:
            raise Malformed(f"row {number}")
        self.number, self.column, self.cells = number, -1, []
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self.found.hidden_rows.add(number)

    def _end_row(self) -> None:
        cells = self.cells
        if not any(one.strip() or isinstance(one, BadCell) for one in cells):
            self.found.hidden_rows.discard(self.number)
            return
        if len(self.found.rows) > MAX_ROWS:
            raise _too_large(f"{MAX_ROWS:,} rows", f"{MAX_ROWS:,}行を超えるデータ")
        self.slots += len(cells)
        if self.slots > MAX_CELLS:
            raise _too_large(f"{MAX_CELLS:,} cells", f"{MAX_CELLS:,}を超えるセル")
        self.found.rows.append(RawRow(self.number, cells))

    def _start_cell(self, attributes: Attributes) -> None:
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
        if not text and not isinstance(text, BadCell):
            return
        cells = self.cells
        if self.column >= MAX_COLUMNS:
            raise _too_large(f"{MAX_COLUMNS} columns", f"{MAX_COLUMNS}列を超えるデータ")
        if self.column > len(cells):
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
            return self._number(value) if value else ""
        if kind == "e":
            return BadCell(value, "cell-error")
        if kind == "b":
            return _BOOLEANS.get(value, value)
        return iso_text(value) if kind == "d" else unescaped(value)

    def _number(self, value: str) -> str:
        """The text of a number; the same numbers come again and again, dates most of all."""
        text = self.numbers.get((value, self.style))
        if text is None:
            how = self.book.styles[self.style] if self.style < len(self.book.styles) else PLAIN
            text = number_text(value, how, self.book.epoch)
            if len(self.numbers) < _NUMBERS:
                self.numbers[value, self.style] = text
        return text


def _too_large(english: str, japanese: str) -> TooLarge:
    return TooLarge(f"more than {english} in a sheet", f"一つのシートに{japanese}")


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
