"""A report as PDF: A4, tagged (PDF/UA-1), with the Japanese font of the product embedded.

The text goes to typst as JSON and never becomes part of its markup (`report.typ`).
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from smart_tokyo import NUMBERS, formats, palette, written
from smart_tokyo.outputs.documents.document import NOTHING_KNOWN, Chart, Document, Section, Table
from smart_tokyo.words import labelled

_TURN = Lock()  # one at a time: a long report takes some hundred megabytes while it is set
HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "report.typ", HERE / "fonts"
COLOURS = {"ink": palette.INK["light"], "quiet": palette.QUIET, "line": palette.RULE, "alarm": palette.ALARM}


def write(document: Document) -> bytes:
    """The document as a PDF file."""
    return _compiled(document, format="pdf", pdf_standards=["ua-1"])[0]


def pages(document: Document, ppi: int = 80) -> list[bytes]:
    """The pages of the PDF as PNG images, for a preview."""
    return _compiled(document, format="png", ppi=ppi)


def _compiled(document: Document, **form: Any) -> list[bytes]:
    same = ("title", "author", "lang", "mark", "warning", "facts", "definitions", "one_page")
    said = {
        **{name: getattr(document, name) for name in same},
        "version": labelled(*document.facts[-1], document.lang),
        "sections": [_section(document, one) for one in document.sections],
        "definitions-title": document.t("Definitions"),
        "colours": COLOURS,
    }
    text = json.dumps(said, ensure_ascii=False)
    odd = {letter for letter in set(text) if ord(letter) > 0x7E and not letter.isspace()}
    for letter in undrawable("".join(sorted(odd))):
        text = text.replace(letter, f"[U+{ord(letter):04X}]")
    with _TURN:
        made = _set(TEMPLATE.read_bytes(), {"document": text}, timestamp=document.moment, **form)
    return made if isinstance(made, list) else [made]


def _set(source: bytes, inputs: dict[str, str], **form: Any) -> Any:
    return typst.compile(source, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs, **form)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@cache
def undrawable(letters: str) -> str:
    """Those of the letters for which there is no shape in the fonts: PDF/UA allows no letter without one."""
    source = b'#set document(title: "-")\n#set text(font: "IPAexGothic")\n#sys.inputs.letters'
    try:
        if letters:
            _set(source, {"letters": " ".join(letters)}, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        half = len(letters) // 2
        return letters if not half else undrawable(letters[:half]) + undrawable(letters[half:])
    return ""


def _section(document: Document, section: Section) -> dict[str, Any]:
    chart = section.chart if section.chart and section.chart.known else None
    return {
        **vars(section),
        "figures": [{**vars(one), "value": document.text(one.value, one)} for one in section.figures],
        "chart": chart and _chart(document, chart, section.title),
        "gap": document.t(NOTHING_KNOWN) if section.chart and not chart else "",
        "tables": [_table(document, one) for one in section.tables],
    }


def _table(document: Document, table: Table) -> dict[str, Any]:
    left_out = document.more(table.most, len(table.rows)) if len(table.rows) > table.most else ""
    return {
        **vars(table),
        "columns": [{**vars(column), "number": column.kind in NUMBERS} for column in table.columns],
        "rows": document.texts(replace(table, rows=table.rows[: table.most])),
        "note": " ".join(part for part in (table.note, left_out) if part),
    }


def _chart(document: Document, chart: Chart, over: str) -> dict[str, Any]:
    """`over`: the heading that already stands over the chart."""

    def said(value: float | int | None) -> str:
        if value is not None and chart.kind == "yen":
            return formats.number(value / 1_000_000, 1)
        return written(value, chart.kind, document.lang, document.t("not published"))

    return {
        **vars(chart),
        "heading": document.with_unit(chart, "" if chart.title == over else chart.title),
        "series": [{**vars(one), "written": list(map(said, one.values))} for one in chart.series],
    }
