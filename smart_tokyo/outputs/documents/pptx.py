"""A report as PowerPoint slides: one for each section, with native charts and tables that can be edited."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from smart_tokyo import palette
from smart_tokyo.outputs.documents import slide_parts
from smart_tokyo.outputs.documents.document import Document, Section, Table, labelled
from smart_tokyo.outputs.documents.slide_parts import BOTTOM, LEFT, TOP, WIDE, Slide
from smart_tokyo.outputs.documents.zips import stable

TITLE_ONLY = 5  # the layout of python-pptx's own template
NARROW = 4  # columns of a table that has room beside a chart
CROWDED = 20  # bars that need the whole slide
GAP = 0.25


def write(document: Document) -> bytes:
    """The document as slides."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    slide_parts.fonts(deck, document.lang)
    _cover(document, _slide(deck, document))
    for section in document.sections:
        _section(document, section, _slide(deck, document))
    _definitions(document, _slide(deck, document))
    total = len(deck.slides)
    for number, slide in enumerate(deck.slides, 1):
        slide_parts.foot(slide, document, f"{number} / {total}")
    core, when = deck.core_properties, document.moment.replace(tzinfo=None)
    core.title, core.author, core.last_modified_by = document.title, document.author, document.author
    core.subject, core.language, core.keywords = document.mark, document.lang, document.version
    core.created, core.modified, core.revision = when, when, 1
    out = io.BytesIO()
    deck.save(out)
    return stable(out.getvalue(), document.moment)


def _slide(deck: Any, document: Document) -> Slide:
    return Slide(deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY]), document)


def _cover(document: Document, slide: Slide) -> None:
    slide.title(document.title, top=1.5, size=34, high=1.6)
    slide.lines([labelled(*fact, document.lang) for fact in document.facts], 3.3, 16)
    if document.warning:
        slide.text(document.warning, LEFT, 5.7, WIDE, 0.5, 14, palette.ALARM)


def _section(document: Document, section: Section, slide: Slide) -> None:
    slide.title(section.title)
    top = TOP
    for said in section.paragraphs:
        top += slide.text(said, LEFT, top, WIDE, None, 14) + 0.1
    if section.figures:
        top += slide.tiles(section.figures, top) + GAP
    table = next((one for one in section.tables if one.slide), None)
    chart = section.chart
    if chart and not chart.known:
        top += slide.text(document.words.nothing_known, LEFT, top, WIDE, None, 12, palette.QUIET) + 0.1
        chart = None
    if chart and table and len(table.columns) <= NARROW:
        slide.chart(chart, LEFT, top, WIDE * 0.55 - GAP, BOTTOM - top)
        slide.table(table, LEFT + WIDE * 0.55, top + 0.3, WIDE * 0.45, BOTTOM)
    elif chart and table and len(chart.categories) * len(chart.series) > CROWDED:
        slide.chart(chart, LEFT, top, WIDE, BOTTOM - top - 0.3)
        slide.text(_left_out(document, table), LEFT, BOTTOM - 0.2, WIDE, 0.2, 10, palette.QUIET)
    elif chart and table:
        high = (BOTTOM - top) * 0.54
        slide.chart(chart, LEFT, top, WIDE, high)
        slide.table(table, LEFT, top + high + 0.05, WIDE, BOTTOM)
    elif chart:
        slide.chart(chart, LEFT, top, WIDE, BOTTOM - top)
    elif table:
        slide.table(table, LEFT, top, WIDE, BOTTOM)
    elif section.tables:
        slide.text(_left_out(document, section.tables[0]), LEFT, top, WIDE, None, 12, palette.QUIET)


def _left_out(document: Document, table: Table) -> str:
    return document.words.elsewhere(len(table.rows))


def _definitions(document: Document, slide: Slide) -> None:
    slide.title(document.words.definitions)
    slide.terms(document.definitions, TOP)
