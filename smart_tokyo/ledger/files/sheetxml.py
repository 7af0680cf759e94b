"""Streams the XML of a workbook's parts: its shared strings, and one worksheet into the text of its cells.

openpyxl's reader gives either formulas or their stored values, and in its streaming mode neither merged cells nor
hidden rows. Here all of it is read in one pass, within limits and without building a tree. A document type
declaration, which could make little XML expand to much, is refused.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import IO, Any, Self
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from smart_tokyo.ledger.content.cells import PLAIN, BadCell, Shown, iso_text, number_text
from smart_tokyo.ledger.content.csvfile import MAX_CELLS, MAX_ROWS, TooLarge
from smart_tokyo.ledger.content.texts import RawRow
from smart_tokyo.words import N_

LAST_ROW = 1_048_576
MAX_COLUMNS = 256
MAX_STRINGS = 5_000_000
_BLOCK = 1 << 16
_NAMES = 1_000  # names of elements that are remembered
_NUMBERS = 50_000  # different numbers of a sheet that are remembered
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_BOOLEANS = {"1": "true", "0": "false"}
_YES = ("1", "true")

Attributes = dict[str, str]


class Malformed(Exception):
    """The XML is not what Excel writes."""


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


def read_strings(file: IO[bytes]) -> list[str]:
    """The shared strings. Raises Malformed, TooLarge."""
    return _Strings().follow(file).found


def read_worksheet(file: IO[bytes], book: Book) -> Written:
    """A worksheet as written. Raises Malformed, TooLarge."""
    return _Cells(book).follow(file).found


class _Texts:
    """Follows the texts (`t`) of XML, without the readings (furigana, `rPh`) that Excel keeps beside them.

    Where an element begins and ends, the methods `start_` and `end_` with its name, without prefix, are called.
    `value`: what has been read, None where there was nothing to read; `inside`: whether a text counts here.
    """

    def __init__(self) -> None:
        self.value: str | None = None
        self.parts: list[str] | None = None
        self.inside = self.reading = False

    def follow(self, file: IO[bytes]) -> Self:
        def method(what: str, name: str) -> Any:
            return getattr(self, f"{what}_{name.rpartition(':')[2]}", lambda *_: None)

        starts, ends = (lru_cache(_NAMES)(partial(method, what)) for what in ("start", "end"))
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda name, attributes: starts(name)(attributes)
        parser.EndElementHandler = lambda name: ends(name)()
        parser.CharacterDataHandler = self._data
        try:
            while block := file.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, IndexError) as error:
            raise Malformed(str(error)) from error
        return self

    def _refuse(self, *_: object) -> None:
        raise Malformed("document type declaration")

    def _data(self, text: str) -> None:
        if self.parts is not None:
            self.parts.append(text)

    def start_t(self, _: Attributes) -> None:
        if self.inside and not self.reading:
            self.parts = []

    def end_t(self) -> None:
        if self.parts is not None:
            self.value, self.parts = (self.value or "") + "".join(self.parts), None

    def start_rPh(self, _: Attributes) -> None:
        self.reading = True

    def end_rPh(self) -> None:
        self.reading = False


class _Strings(_Texts):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = True

    def start_si(self, _: Attributes) -> None:
        self.value = ""

    def end_si(self) -> None:
        if len(self.found) >= MAX_STRINGS:
            raise TooLarge(N_("more than {limit} texts"), limit=f"{MAX_STRINGS:,}")
        self.found.append(_unescaped(self.value or ""))


class _Cells(_Texts):
    """Follows the XML of one worksheet. A cell's text is what `cells` makes of it; blank rows are left out."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.strings = book.strings
        self.found = Written()
        self.number = 0
        self.cells: list[str] = []
        self.slots = 0
        self.column_of = lru_cache(_NAMES)(lambda letters: column_index_from_string(letters.upper()) - 1)
        known = dict(enumerate(book.styles))
        self.text_of = lru_cache(_NUMBERS)(
            lambda value, style: number_text(value, known.get(style, PLAIN), book.epoch)
        )
        self.column = -1
        self.type: str = "n"
        self.style = 0
        self.formula: str | None = None

    def start_mergeCell(self, attributes: Attributes) -> None:
        self.found.merged.append(attributes.get("ref", ""))

    def start_col(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _YES or attributes.get("width") == "0":
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.found.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def start_v(self, _: Attributes) -> None:
        self.parts = []

    start_f = start_v

    def end_v(self) -> None:
        self.value, self.parts = "".join(self.parts or ()), None

    def end_f(self) -> None:
        self.formula, self.parts = "".join(self.parts or ()), None

    def start_is(self, _: Attributes) -> None:
        self.inside, self.value = True, self.value or ""

    def end_is(self) -> None:
        self.inside = False

    def start_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self.number + 1))
        if not self.number < number <= LAST_ROW:
            raise Malformed(f"row {number}")
        self.number, self.column, self.cells = number, -1, []
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self.found.hidden_rows.add(number)

    def end_row(self) -> None:
        cells = self.cells
        if not any(one.strip() or isinstance(one, BadCell) for one in cells):
            self.found.hidden_rows.discard(self.number)
            return
        if len(self.found.rows) > MAX_ROWS:
            raise TooLarge(N_("more than {limit} rows in a sheet"), limit=f"{MAX_ROWS:,}")
        self.slots += len(cells)
        if self.slots > MAX_CELLS:
            raise TooLarge(N_("more than {limit} cells in a sheet"), limit=f"{MAX_CELLS:,}")
        self.found.rows.append(RawRow(self.number, cells))

    def start_c(self, attributes: Attributes) -> None:
        self.type = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.value = self.formula = self.parts = None
        place = attributes.get("r")
        column = self.column + 1 if place is None else self.column_of(place.rstrip("0123456789"))
        if column <= self.column:
            raise Malformed(f"cell {place}")
        self.column = column

    def end_c(self) -> None:
        text = self._text()
        if not text and not isinstance(text, BadCell):
            return
        cells = self.cells
        if self.column >= MAX_COLUMNS:
            raise TooLarge(N_("more than {limit} columns in a sheet"), limit=MAX_COLUMNS)
        cells.extend([""] * (self.column - len(cells)))
        cells.append(text)

    def _text(self) -> str:
        value, kind = self.value, self.type
        if self.formula is not None and not value and kind != "str":
            return BadCell("=" + self.formula[:200], "formula-without-value")
        if value is None:
            return ""
        if kind == "s":
            place = int(value)
            if place < 0:
                raise Malformed(f"text {place}")
            return self.strings[place]
        if kind == "n":
            return self.text_of(value, self.style) if value else ""
        if kind == "e":
            return BadCell(value, "cell-error")
        if kind == "b":
            return _BOOLEANS.get(value, value)
        return iso_text(value) if kind == "d" else _unescaped(value)


def _unescaped(text: str) -> str:
    """Text with Excel's escapes resolved: `_x000D_` is a carriage return, `_x005F_` an underscore before the like."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(
        lambda hit: hit[0] if hit[1][0] in "dD" and hit[1][1] > "7" else chr(int(hit[1], 16)), text
    )
