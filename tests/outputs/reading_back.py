"""Reports as a reader's program reads them: the text of a PDF, the cells of a workbook, the charts of slides."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pypdf
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page without white space."""
    return ["".join(text.split()) for text in pdf_texts(content)]


def pdf_texts(content: bytes) -> list[str]:
    """The text of each page, line by line."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def after(label: str, text: str) -> int | None:
    """The whole number that stands behind a label in the text of a PDF, where both may break anywhere."""
    spread = r"\s*".join(re.escape(letter) for letter in label if not letter.isspace())
    found = re.search(spread + r"\s*(\d[\d,]*)(?!\S)", text)
    return int(found[1].replace(",", "")) if found else None


def sheets(content: bytes) -> list[Worksheet]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)


def cells(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def slides(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def slide_text(slide: Any) -> str:
    """Everything a slide says in words: text boxes and cells."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def slide_tables(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of each native table, without its head, by its title."""
    return {
        shape._element.nvGraphicFramePr.cNvPr.get("descr"): [
            [cell.text for cell in row.cells] for row in list(shape.table.rows)[1:]
        ]
        for slide in slides(content)
        for shape in slide.shapes
        if shape.has_table
    }


def charts(content: bytes) -> list[Any]:
    """The native charts, in order."""
    return [shape.chart for slide in slides(content) for shape in slide.shapes if shape.has_chart]


def series(chart: Any) -> dict[str, list[float | None]]:
    """The values of a chart by name of series."""
    return {one.name: list(one.values) for one in chart.plots[0].series}
