"""A report as PDF: A4, tagged (PDF/UA-1), with the Japanese font of the product embedded.

The text goes to typst as JSON and never becomes part of its markup (`report.typ`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from smart_tokyo import formats, palette
from smart_tokyo.kinds import NUMBERS, written
from smart_tokyo.outputs.documents.document import (
    MILLION,
    Chart,
    Document,
    KeyFigure,
    Section,
    Table,
    labelled,
)

_TURN = Lock()  # one at a time: a long report takes some hundred megabytes while it is set
HERE = Path(__file__).parent
TEMPLATE = HERE / "report.typ"
FONTS = HERE / "fonts"
ROWS = 300  # of a table; nobody reads more on paper, and typst would need memory for all of them
COLOURS = {
    "ink": palette.INK["light"],
    "quiet": palette.QUIET,
    "line": palette.RULE,
    "alarm": palette.ALARM,
}
SIZES = ((9, 15), (14, 12), (99, 9))  # letters of a key figure up to → its size in points


def write(document: Document) -> bytes:
    """The document as a PDF file."""
    (content,) = _compiled(document, "pdf")
    return content


def pages(document: Document, ppi: int = 80) -> list[bytes]:
    """The pages of the PDF as PNG images, for a preview."""
    return _compiled(document, "png", ppi)


def _compiled(document: Document, format: str, ppi: int | None = None) -> list[bytes]:
    text = json.dumps(_data(document), ensure_ascii=False)
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
            timestamp=document.moment,
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
    def drawn(section: Section) -> dict[str, Any]:
        chart = section.chart if section.chart and section.chart.known else None
        return {
            "title": section.title,
            "paragraphs": section.paragraphs,
            "figures": [_figure(document, one) for one in section.figures],
            "chart": chart and _chart(document, chart, section.title),
            "gap": document.words.nothing_known if section.chart and not chart else "",
            "tables": [_table(document, one) for one in section.tables],
        }

    same = ("title", "author", "lang", "mark", "warning", "facts", "definitions")
    return {
        **{name: getattr(document, name) for name in same},
        "version": labelled(*document.facts[-1], document.lang),
        "sections": list(map(drawn, document.sections)),
        "definitions-title": document.words.definitions,
        "colours": COLOURS,
    }


def _figure(document: Document, one: KeyFigure) -> dict[str, Any]:
    value = document.text(one.value, one)
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
        "rows": document.texts(replace(table, rows=table.rows[:ROWS])),
        "note": " ".join(part for part in (table.note, left_out) if part),
    }


def _chart(document: Document, chart: Chart, over: str) -> dict[str, Any]:
    """`over`: the heading that already stands over the chart."""
    most = max((value for one in chart.series for value in one.values if value is not None), default=0)

    def said(value: float | int | None) -> str:
        if value is None:
            return document.words.unknown
        if chart.kind == "yen":
            return formats.number(value / MILLION, 1)
        return written(value, chart.kind, document.lang)

    return {
        "heading": document.with_unit(chart, "" if chart.title == over else chart.title),
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
