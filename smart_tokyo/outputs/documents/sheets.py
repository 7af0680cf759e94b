"""The sheets of a report's workbook: their look, their head and foot, and cells that hold typed values."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from smart_tokyo import formats, palette
from smart_tokyo.kinds import NUMBERS, Kind, written
from smart_tokyo.lettering import width
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.palette import ALARM, HEAD, QUIET, RULE
from smart_tokyo.safe_cells import safe

LATIN = 1  # width of “ and …
A4, FONT = 9, "Yu Gothic"
LONGEST = 31  # letters of a sheet's name
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
INK, UNDER = palette.INK["light"], {"bottom": 1, "bottom_color": RULE}
NUMBER: dict[Kind, str] = {
    "count": "#,##0",
    "yen": "#,##0",
    "number": "#,##0.##########",
    "year": "0",
    "permille": "0.0%",
    "points": "0.0",
    "date": "yyyy-mm-dd",
}
PER_CELL: dict[Kind, int] = {"permille": 1000, "points": 10}


class Book:
    """A workbook being written, with its styles and the names of its sheets."""

    def __init__(self, document: Document) -> None:
        self.document, self.out, self.used = document, io.BytesIO(), set[str]()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.out, options)
        self.book.set_properties(
            {
                "title": document.title,
                "author": document.author,
                "subject": document.mark,
                "created": document.moment.replace(tzinfo=None),
            }
        )
        self.styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> Format:
        """A look, made once: properties of xlsxwriter over those that all cells share."""
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
            self.styles[key] = self.book.add_format({**base, **properties})
        return self.styles[key]

    def sheet(self, title: str, *, landscape: bool = True) -> Worksheet:
        """A sheet named for a text of our own, with the report's head and foot for print."""
        name = " ".join(NOT_IN_A_NAME.sub(" ", title).split())
        name = name if len(name) <= LONGEST else name[:LONGEST].rsplit(" ", 1)[0]
        number, chosen = 2, name
        while chosen.casefold() in self.used:
            number, chosen = number + 1, f"{name[: LONGEST - 3]} {number}"
        self.used.add(chosen.casefold())
        sheet = self.book.add_worksheet(chosen)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.8, 0.8)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        doc = self.document
        sheet.set_header(f"&L&9 {_coded(doc.title)}&R&9 {_coded(doc.mark)}")
        sheet.set_footer(f"&L&9 {_coded(doc.warning or doc.version)}&R&9 &P / &N")
        return sheet

    def heading(self, sheet: Worksheet, title: str) -> int:
        """The title, the mark and, of fictional data, the warning at the top; the next free row."""
        self.text(sheet, 0, 0, title, bold=True, font_size=14)
        self.text(sheet, 1, 0, self.document.mark, font_color=QUIET)
        if self.document.warning:
            self.text(sheet, 2, 0, self.document.warning, font_color=ALARM)
            return 4
        return 3

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
        """A text in a look of properties of xlsxwriter."""
        sheet.write_string(row, column, safe(text), self.style(**look))

    def wrapped(self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, letters: int) -> None:
        """A text over several columns, which hold that many half-width letters a line."""
        sheet.merge_range(row, columns[0], row, columns[1], "", self.style(text_wrap=True))
        self.text(sheet, row, columns[0], text, text_wrap=True)
        sheet.set_row(row, 15 * (1 + width(text, LATIN) // letters))

    def head(self, sheet: Worksheet, row: int, column: int, text: str, *, number: bool) -> None:
        """The head of a column."""
        look = {"bold": True, "text_wrap": True, "bg_color": HEAD, "bottom": 1, "bottom_color": QUIET}
        self.text(sheet, row, column, text, **look, align="right" if number else "left")

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any, kind: Kind, absent: str) -> None:
        """A value as a number or a date where it is one; the word for unknown as text, an empty cell for "" ."""
        if formats.missing(value) or value == "":
            look = self.style(**UNDER, font_color=QUIET, align="right" if kind in NUMBERS else "left")
            sheet.write(row, column, absent or None, look)
        elif kind in NUMBERS:
            shape = "#,##0" if kind == "number" and not value % 1 else NUMBER[kind]
            number = value / PER_CELL[kind] if kind in PER_CELL else value
            sheet.write_number(row, column, number, self.style(**UNDER, num_format=shape))
        elif kind == "date":
            day = dt.datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, day, self.style(**UNDER, num_format=NUMBER[kind], align="left"))
        else:
            text = written(value, kind, self.document.lang, absent)
            self.text(sheet, row, column, text, **UNDER, text_wrap=True)


def _coded(text: str) -> str:
    """Text for a printed head or foot, in which & begins a code."""
    return (text if len(text) <= 100 else text[:99] + "…").replace("&", "&&")
