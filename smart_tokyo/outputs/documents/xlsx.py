"""A report as an Excel workbook: a cover, a sheet of charts, a sheet for each table; ready to print on A4.

Text is written as text, never as a formula or a link; amounts are whole yen.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from smart_tokyo.kinds import NUMBERS
from smart_tokyo.outputs.documents.document import Chart, Document, Table
from smart_tokyo.outputs.documents.sheets import NUMBER, UNDER, Book
from smart_tokyo.outputs.documents.zips import stable
from smart_tokyo.palette import QUIET, RULE

WIDTH = 13  # letters of a column of width 1
CHART_ROWS, CHART_COLUMN = 17, 6  # place of a chart beside its data
HEADING = {"bold": True, "font_size": 12}
PAGE_ROWS = 70  # of a printed page of charts


def write(document: Document) -> bytes:
    """The document as a workbook."""
    book = Book(document)
    _cover(book)
    charts = [section.chart for section in document.sections if section.chart]
    if charts:
        _charts(book, charts)
    for section in document.sections:
        for table in section.tables:
            _table(book, table)
    book.book.close()
    return stable(book.out.getvalue(), document.moment)


def _cover(book: Book) -> None:
    doc = book.document
    sheet = book.sheet(doc.words.cover, landscape=False)
    for column, wide in enumerate((30, 22, 46)):
        sheet.set_column(column, column, wide)
    row = book.heading(sheet, doc.title)
    for label, value in doc.facts:
        book.text(sheet, row, 0, label, font_color=QUIET)
        book.text(sheet, row, 1, value)
        row += 1
    for section in doc.sections:
        if not (section.paragraphs or section.figures):
            continue
        book.text(sheet, row + 1, 0, section.title, **HEADING)
        row += 2
        for said in section.paragraphs:
            book.wrapped(sheet, row, (0, 2), said, 92)
            row += 1
        for one in section.figures:
            book.text(sheet, row, 0, one.label, **UNDER)
            book.cell(sheet, row, 1, one.value, one.kind, one.absent)
            book.text(sheet, row, 2, one.note, **UNDER, font_color=QUIET)
            row += 1
    if doc.definitions:
        row += 1
        book.text(sheet, row, 0, doc.words.definitions, **HEADING)
    for term, meaning in doc.definitions:
        row += 1
        book.text(sheet, row, 0, term, bold=True, text_wrap=True)
        book.wrapped(sheet, row, (1, 2), meaning, 64)
    sheet.print_area(0, 0, row, 2)


def _charts(book: Book, charts: list[Chart]) -> None:
    """Each chart beside its own data, in which an unknown value is an empty cell: a gap, not 0."""
    words = book.document.words
    sheet = book.sheet(words.charts)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, CHART_COLUMN - 1, 14)
    row = book.heading(sheet, words.charts)
    book.text(sheet, row, 0, words.gap, font_color=QUIET)
    row += 2
    breaks, page = [], 0
    for chart in charts:
        high = max(CHART_ROWS, len(chart.categories) * max(len(chart.series), 1) + 6)
        if page and row + high > page + PAGE_ROWS:
            breaks.append(row)
        page = row if not page or row in breaks else page
        book.text(sheet, row, 0, chart.title, **HEADING)
        for column, one in enumerate(chart.series, 1):
            book.head(sheet, row + 1, column, one.name, number=True)
        book.head(sheet, row + 1, 0, words.chart_data, number=False)
        for place, category in enumerate(chart.categories):
            at = row + 2 + place
            book.text(sheet, at, 0, category, **UNDER)
            for column, one in enumerate(chart.series, 1):
                book.cell(sheet, at, column, one.values[place], chart.kind, "")
        _draw(book, sheet, chart, row, high)
        row += high
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row, CHART_COLUMN + 10)


def _draw(book: Book, sheet: Worksheet, chart: Chart, row: int, high: int) -> None:
    if not chart.known:
        book.text(sheet, row + 1, CHART_COLUMN, book.document.words.nothing_known)
        return
    drawn: Any = book.book.add_chart({"type": "column" if chart.shape == "columns" else "bar"})
    last = row + 1 + len(chart.categories)
    shape = "#,##0.0,," if chart.kind == "yen" else NUMBER[chart.kind]
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
    values = {
        "num_format": "#,##0,," if chart.kind == "yen" else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": RULE}},
    }
    if chart.kind == "yen":
        values["name"] = book.document.words.million_yen
        values["name_font"] = {"bold": False, "size": 9}
    names: dict[str, Any] = {"num_font": {"size": 9}}
    if chart.shape == "bars":  # lying: the axis of the categories is the upright one
        names |= {"reverse": True, "crossing": "max"}  # the first on top, as in the table
        values, names = names, values
    drawn.set_x_axis(names)
    drawn.set_y_axis(values)
    drawn.set_title({"name": chart.title, "name_font": {"size": 11}, "overlay": False})
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 640, "height": 20 * (high - 1)})
    sheet.insert_chart(row, CHART_COLUMN, drawn, {"description": chart.alt[:1000]})


def _table(book: Book, table: Table) -> None:
    sheet = book.sheet(table.title)
    row = book.heading(sheet, table.title)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTH * max(column.width, 0.7))
        book.head(sheet, row, place, column.label, number=column.kind in NUMBERS)
    for number, cells in enumerate(table.rows, row + 1):
        for place, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
            book.cell(sheet, number, place, value, column.kind, column.absent)
    last = row + len(table.rows)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    sheet.autofilter(row, 0, last, len(table.columns) - 1)
    if table.note:
        book.text(sheet, last + 1, 0, table.note, font_color=QUIET)
        last += 1
    sheet.print_area(0, 0, last, len(table.columns) - 1)
