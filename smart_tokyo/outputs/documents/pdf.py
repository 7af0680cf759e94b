"""A report as PDF: A4, tagged (PDF/UA-1), with the Japanese font of the product embedded.

The text goes to typst as JSON and never becomes part of its markup (`report.typ`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from smart_tokyo import formats
from smart_tokyo.outputs.documents.document import (
    MILLION,
    NUMBERS,
    Chart,
    Document,
    KeyFigure,
    Table,
    moment,
    written,
)

_TURN = Lock()  # one at a time: a long report takes some hundred megabytes while it is set
HERE = Path(__file__).parent
TEMPLATE = HERE / "report.typ"
FONTS = HERE / "fonts"
ROWS = 300  # of a table; nobody reads more on paper, and typst would need memory for all of them
SIZES = ((9, 15), (14, 12), (99, 9))  # letters of a key figure up to → its size in points


def write(document: Document) -> bytes:
    """The document as a PDF file."""
    (content,) = _compiled(document, "pdf")
    return content


def pages(document: Document, ppi: int = 80) -> list[bytes]:
    """The pages of the PDF as PNG images, for a preview."""
    return _compiled(document, "png", ppi)


def _compiled(document: Document, format: str, ppi: int | None = None) -> list[bytes]:
    data = _data(document)
    text = json.dumps(data, ensure_ascii=False)
    odd = {letter for letter in set(text) if ord(letter) > 0x7E and not letter.isspace()}
    for letter in _undrawable("".join(sorted(odd))):
        text = text.replace(letter, f"[U+{ord(letter):04X}]")
    with _TURN:
        made: Any = typst.compile(
            TEMPLATE.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=format,  # type: ignore[call-overload]
            ppi=ppi,
            sys_inputs={"document": text},
            pdf_standards=["ua-1"] if format == "pdf" else [],
            timestamp=moment(document),
        )
    return made if isinstance(made, list) else [made]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@cache
def _undrawable(letters: str) -> str:
    """Those of the letters for which there is no shape in the fonts: PDF/UA allows no letter without one."""
    if not letters:
        return ""
    try:
        typst.compile(
            b'#set document(title: "-")\n#set text(font: "IPAexGothic")\n#sys.inputs.letters',
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"letters": " ".join(letters)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        half = len(letters) // 2
        return letters if not half else _undrawable(letters[:half]) + _undrawable(letters[half:])
    return ""


def _data(document: Document) -> dict[str, Any]:
    sections = [
        {
            "title": section.title,
            "paragraphs": section.paragraphs,
            "figures": [_figure(document, one) for one in section.figures],
            "chart": _chart(document, section.chart, section.title)
            if section.chart and section.chart.known
            else None,
            "gap": document.words.nothing_known if section.chart and not section.chart.known else "",
            "tables": [_table(document, one) for one in section.tables],
        }
        for section in document.sections
    ]
    return {
        "title": document.title,
        "author": document.author,
        "lang": document.lang,
        "mark": document.mark,
        "warning": document.warning,
        "version": "：".join(document.facts[-1]) if document.lang == "ja" else ": ".join(document.facts[-1]),
        "facts": document.facts,
        "sections": sections,
        "definitions-title": document.words.definitions,
        "definitions": document.definitions,
    }


def _figure(document: Document, one: KeyFigure) -> dict[str, Any]:
    value = written(one.value, one.kind, document.lang, one.absent)
    size = next(points for letters, points in SIZES if len(value) <= letters)
    return {"label": one.label, "value": value, "note": one.note, "size": size}


def _table(document: Document, table: Table) -> dict[str, Any]:
    left_out = document.words.more(ROWS, len(table.rows)) if len(table.rows) > ROWS else ""
    return {
        "title": table.title,
        "columns": [
            {
                "label": column.label,
                "width": column.width,
                "number": column.kind in NUMBERS,
                "whole": column.kind in ("date", "fiscal_year"),
            }
            for column in table.columns
        ],
        "rows": [
            [
                written(value, column.kind, document.lang, column.absent)
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows[:ROWS]
        ],
        "note": " ".join(part for part in (table.note, left_out) if part),
    }


def _chart(document: Document, chart: Chart, over: str) -> dict[str, Any]:
    """`over`: the heading that already stands over the chart."""
    most = max(_known(value for one in chart.series for value in one.values), default=0)
    million = chart.kind == "yen"

    def said(value: float | int | None) -> str:
        if value is None:
            return document.words.unknown
        return formats.number(value / MILLION, 1) if million else written(value, chart.kind, document.lang)

    title = "" if chart.title == over else chart.title
    unit = document.words.million_yen
    if million:
        title = f"{title}（{unit}）" if document.lang == "ja" else f"{title} ({unit})".strip()
    return {
        "heading": title,
        "alt": chart.alt,
        "shape": chart.shape,
        "categories": chart.categories,
        "series": [
            {
                "name": one.name,
                "colour": one.colour,
                "shares": [max(value or 0, 0) / most if most else 0 for value in one.values],
                "written": [said(value) for value in one.values],
            }
            for one in chart.series
        ],
    }


def _known(values: Iterable[float | int | None]) -> list[float | int]:
    return [value for value in values if value is not None]
