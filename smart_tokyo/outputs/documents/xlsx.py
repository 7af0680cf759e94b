"""A report as an Excel workbook: a cover, a sheet of charts, a sheet for each table; ready to print on A4.

Text is written as text, never as a formula or a link; amounts are whole yen.
"""

import datetime as dt
import io
import re
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from smart_tokyo import NUMBERS, Kind, formats, lettering, safe_cells, written
from smart_tokyo.outputs.documents.document import GAP, NOTHING_KNOWN, Chart, Document, Table
from smart_tokyo.palette import ALARM, HEAD, INK, QUIET, RULE

LATIN = 1  # width of “ and …
A4, FONT = 9, "Yu Gothic"
LONGEST = 31  # letters of a sheet's name
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
WIDTH = 13  # letters of a column of width 1
CHART_ROWS, CHART_COLUMN = 17, 6  # place of a chart beside its data
PAGE_ROWS = 70  # of a printed page of charts
HEADING, UNDER = {"bold": True, "font_size": 12}, {"bottom": 1, "bottom_color": RULE}
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


def write(document: Document) -> bytes:
    """The document as a workbook."""
    book = _Book(document)
    book.cover()
    charts = [section.chart for section in document.sections if section.chart]
    if charts:
        book.charts(charts)
    for table in document.sheets:
        book.table(table)
    book.book.close()
    return document.stable(book.out.getvalue())


class _Book:
    """A workbook being written, with its styles and the names of its sheets."""

    def __init__(self, document: Document) -> None:
        self.document, self.out, self.used = document, io.BytesIO(), set[str]()
        as_text = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True, **as_text})
        same = {"title": document.title, "author": document.author, "subject": document.mark}
        self.book.set_properties(same | {"created": document.moment.replace(tzinfo=None)})
        base = {"font_name": FONT, "font_size": 10, "font_color": INK["light"], "valign": "top"}
        # properties of xlsxwriter over those that all cells share, made once
        self.style = cache(lambda **look: self.book.add_format({**base, **look}))

    def sheet(self, title: str, *, landscape: bool = True, named: str = "") -> tuple[Worksheet, int]:
        """A sheet with the report's head and foot for print, its title and mark on top; and its next free row.

        `named`: the text that it is named for where that is not its title.
        """
        doc, name = self.document, " ".join(NOT_IN_A_NAME.sub(" ", named or title).split())
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
        sheet.set_header(f"&L&9 {_coded(doc.title)}&R&9 {_coded(doc.mark)}")
        sheet.set_footer(f"&L&9 {_coded(doc.warning or doc.version)}&R&9 &P / &N")
        self.text(sheet, 0, 0, title, bold=True, font_size=14)
        self.text(sheet, 1, 0, doc.mark, font_color=QUIET)
        if doc.warning:
            self.text(sheet, 2, 0, doc.warning, font_color=ALARM)
        return sheet, 4 if doc.warning else 3

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
        sheet.write_string(row, column, safe_cells.safe(text), self.style(**look))

    def wrapped(self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, letters: int) -> None:
        """A text over several columns, which hold that many half-width letters a line."""
        sheet.merge_range(row, columns[0], row, columns[1], "", self.style(text_wrap=True))
        self.text(sheet, row, columns[0], text, text_wrap=True)
        sheet.set_row(row, 15 * (1 + lettering.width(text, LATIN) // letters))

    def head(self, sheet: Worksheet, row: int, column: int, text: str, *, number: bool) -> None:
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

    def cover(self) -> None:
        doc = self.document
        sheet, row = self.sheet(doc.title, landscape=False, named=doc.t("Cover"))
        for column, wide in enumerate((30, 22, 46)):
            sheet.set_column(column, column, wide)
        for label, value in doc.facts:
            self.text(sheet, row, 0, label, font_color=QUIET)
            self.text(sheet, row, 1, value)
            row += 1
        for section in doc.sections:
            if not (section.paragraphs or section.figures):
                continue
            self.text(sheet, row + 1, 0, section.title, **HEADING)
            row += 2
            for said in section.paragraphs:
                self.wrapped(sheet, row, (0, 2), said, 92)
                row += 1
            for one in section.figures:
                self.text(sheet, row, 0, one.label, **UNDER)
                self.cell(sheet, row, 1, one.value, one.kind, one.absent)
                self.text(sheet, row, 2, one.note, **UNDER, font_color=QUIET)
                row += 1
        if doc.definitions:
            row += 1
            self.text(sheet, row, 0, doc.t("Definitions"), **HEADING)
        for term, meaning in doc.definitions:
            row += 1
            self.text(sheet, row, 0, term, bold=True, text_wrap=True)
            self.wrapped(sheet, row, (1, 2), meaning, 64)
        sheet.print_area(0, 0, row, 2)

    def charts(self, charts: list[Chart]) -> None:
        """Each chart beside its own data, in which an unknown value is an empty cell: a gap, not 0."""
        t = self.document.t
        sheet, row = self.sheet(t("Charts"))
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, CHART_COLUMN - 1, 14)
        self.text(sheet, row, 0, t(GAP, unknown=t("not published")), font_color=QUIET)
        row += 2
        breaks, page = [], 0
        for chart in charts:
            high = max(CHART_ROWS, len(chart.categories) * max(len(chart.series), 1) + 6)
            if page and row + high > page + PAGE_ROWS:
                breaks.append(row)
            page = row if not page or row in breaks else page
            self.text(sheet, row, 0, chart.title, **HEADING)
            for column, one in enumerate(chart.series, 1):
                self.head(sheet, row + 1, column, one.name, number=True)
            self.head(sheet, row + 1, 0, t("Data of the chart"), number=False)
            for at, category in enumerate(chart.categories, row + 2):
                self.text(sheet, at, 0, category, **UNDER)
                for column, one in enumerate(chart.series, 1):
                    self.cell(sheet, at, column, one.values[at - row - 2], chart.kind, "")
            if chart.known:
                self._draw(sheet, chart, row, high)
            else:
                self.text(sheet, row + 1, CHART_COLUMN, t(NOTHING_KNOWN))
            row += high
        sheet.set_h_pagebreaks(breaks)
        sheet.print_area(0, 0, row, CHART_COLUMN + 10)

    def _draw(self, sheet: Worksheet, chart: Chart, row: int, high: int) -> None:
        lying, in_yen = chart.shape == "bars", chart.kind == "yen"
        drawn: Any = self.book.add_chart({"type": "bar" if lying else "column"})
        last = row + 1 + len(chart.categories)
        shape = "#,##0.0,," if in_yen else NUMBER[chart.kind]
        for column, one in enumerate(chart.series, 1):
            drawn.add_series(
                {
                    "name": [sheet.name, row + 1, column],
                    "categories": [sheet.name, row + 2, 0, last, 0],
                    "values": [sheet.name, row + 2, column, last, column],
                    "fill": {"color": one.colour},
                    "gap": 60,
                    "data_labels": {"value": True, "num_format": shape, "font": {"size": 8}},
                }
            )
        values: dict[str, Any] = {
            "num_format": "#,##0,," if in_yen else "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
        }
        if in_yen:
            values |= {"name": self.document.t("million yen"), "name_font": {"bold": False, "size": 9}}
        names: dict[str, Any] = {"num_font": {"size": 9}}
        if lying:  # the axis of the categories is the upright one, with the first on top, as in the table
            values, names = {**names, "reverse": True, "crossing": "max"}, values
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}, "overlay": False})
        drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        drawn.show_blanks_as("gap")
        drawn.set_size({"width": 640, "height": 20 * (high - 1)})
        sheet.insert_chart(row, CHART_COLUMN, drawn, {"description": chart.alt[:1000]})

    def table(self, table: Table) -> None:
        sheet, row = self.sheet(table.title)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, WIDTH * max(column.width, 0.7))
            self.head(sheet, row, place, column.label, number=column.kind in NUMBERS)
        for number, cells in enumerate(table.rows, row + 1):
            for place, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
                self.cell(sheet, number, place, value, column.kind, column.absent)
        last = row + len(table.rows)
        sheet.freeze_panes(row + 1, 1)
        sheet.repeat_rows(row)
        sheet.autofilter(row, 0, last, len(table.columns) - 1)
        if table.note:
            last += 1
            self.text(sheet, last, 0, table.note, font_color=QUIET)
        sheet.print_area(0, 0, last, len(table.columns) - 1)


def _coded(text: str) -> str:
    """Text for a printed head or foot, in which & begins a code."""
    return (text if len(text) <= 100 else text[:99] + "…").replace("&", "&&")
