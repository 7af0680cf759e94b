"""A report as an Excel workbook: a cover, a sheet of charts, a sheet for each table; ready to print on A4.

Text is written as text, never as a formula or a link; amounts are whole yen.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from smart_tokyo.outputs.documents.document import NUMBERS, Chart, Document, Table, moment
from smart_tokyo.outputs.documents.sheets import LINE, NUMBER, QUIET, Book, cell, head, letters
from smart_tokyo.outputs.documents.zips import stable
from smart_tokyo.safe_cells import safe

WIDTH = 13  # letters of a column of width 1
CHART_ROWS, CHART_COLUMN = 17, 6  # place of a chart beside its data
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
    return stable(book.out.getvalue(), moment(document))


def _cover(book: Book) -> None:
    doc = book.document
    sheet = book.sheet(doc.words.cover, landscape=False)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 46)
    row = book.heading(sheet, doc.title)
    for label, value in doc.facts:
        sheet.write_string(row, 0, safe(label), book.style(font_color=QUIET))
        sheet.write_string(row, 1, safe(value), book.style())
        row += 1
    for section in doc.sections:
        if not (section.paragraphs or section.figures):
            continue
        row += 1
        sheet.write_string(row, 0, safe(section.title), book.style(bold=True, font_size=12))
        row += 1
        for said in section.paragraphs:
            sheet.merge_range(row, 0, row, 2, "", book.style(text_wrap=True))
            sheet.write_string(row, 0, safe(said), book.style(text_wrap=True))
            sheet.set_row(row, 15 * (1 + letters(said) // 92))
            row += 1
        for one in section.figures:
            sheet.write_string(row, 0, safe(one.label), book.style(bottom=1, bottom_color=LINE))
            cell(book, sheet, row, 1, one.value, one.kind, one.absent)
            sheet.write_string(
                row, 2, safe(one.note), book.style(bottom=1, bottom_color=LINE, font_color=QUIET)
            )
            row += 1
    if doc.definitions:
        row += 1
        sheet.write_string(row, 0, safe(doc.words.definitions), book.style(bold=True, font_size=12))
    for term, meaning in doc.definitions:
        row += 1
        sheet.write_string(row, 0, safe(term), book.style(bold=True, text_wrap=True))
        sheet.merge_range(row, 1, row, 2, "", book.style(text_wrap=True))
        sheet.write_string(row, 1, safe(meaning), book.style(text_wrap=True))
        sheet.set_row(row, 15 * (1 + letters(meaning) // 64))
    sheet.print_area(0, 0, row, 2)


def _charts(book: Book, charts: list[Chart]) -> None:
    """Each chart beside its own data, in which an unknown value is an empty cell: a gap, not 0."""
    words = book.document.words
    sheet = book.sheet(words.charts)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, CHART_COLUMN - 1, 14)
    row = book.heading(sheet, words.charts)
    sheet.write_string(row, 0, safe(words.gap), book.style(font_color=QUIET))
    row += 2
    breaks, page = [], 0
    for chart in charts:
        high = max(CHART_ROWS, len(chart.categories) * max(len(chart.series), 1) + 6)
        if page and row + high > page + PAGE_ROWS:
            breaks.append(row)
        page = row if not page or row in breaks else page
        sheet.write_string(row, 0, safe(chart.title), book.style(bold=True, font_size=12))
        for column, one in enumerate(chart.series, 1):
            sheet.write_string(row + 1, column, safe(one.name), head(book, True))
        sheet.write_string(row + 1, 0, safe(words.chart_data), head(book, False))
        for place, category in enumerate(chart.categories):
            at = row + 2 + place
            sheet.write_string(at, 0, safe(category), book.style(bottom=1, bottom_color=LINE))
            for column, one in enumerate(chart.series, 1):
                cell(book, sheet, at, column, one.values[place], chart.kind, "")
        _draw(book, sheet, chart, row, high)
        row += high
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row, CHART_COLUMN + 10)


def _draw(book: Book, sheet: Worksheet, chart: Chart, row: int, high: int) -> None:
    if not chart.known:
        sheet.write_string(row + 1, CHART_COLUMN, safe(book.document.words.nothing_known), book.style())
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
    million = chart.kind == "yen"
    values = {
        "num_format": "#,##0,," if million else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": LINE}},
    }
    if million:
        values["name"] = book.document.words.million_yen
        values["name_font"] = {"bold": False, "size": 9}
    names: dict[str, Any] = {"num_font": {"size": 9}}
    if chart.shape == "bars":  # lying: the axis of the categories is the upright one
        names |= {"reverse": True, "crossing": "max"}  # the first on top, as in the table
        drawn.set_x_axis(values)
        drawn.set_y_axis(names)
    else:
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
        sheet.write_string(row, place, safe(column.label), head(book, column.kind in NUMBERS))
    for number, cells in enumerate(table.rows, row + 1):
        for place, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
            cell(book, sheet, number, place, value, column.kind, column.absent)
    last = row + len(table.rows)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    sheet.autofilter(row, 0, last, len(table.columns) - 1)
    if table.note:
        sheet.write_string(last + 1, 0, safe(table.note), book.style(font_color=QUIET))
        last += 1
    sheet.print_area(0, 0, last, len(table.columns) - 1)
