"""A report as PowerPoint slides: one for each section, with native charts and tables that can be edited."""

import io
import math
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from smart_tokyo import NUMBERS, formats, lettering, palette, safe_cells
from smart_tokyo.outputs.documents.document import NOTHING_KNOWN, Chart, Document, Section, Table
from smart_tokyo.palette import ALARM, HEAD, QUIET, WHITE
from smart_tokyo.words import labelled

TITLE_ONLY = 5  # the layout of python-pptx's own template
NARROW = 4  # columns of a table that has room beside a chart
CROWDED = 20  # bars that need the whole slide
INK = palette.INK["light"]
LEFT, WIDE, TOP, BOTTOM, FOOT, GAP = 0.6, 12.13, 1.35, 6.8, 6.98, 0.25
HALF = 0.54  # em: what a half-width letter takes
LONGEST = 90  # letters of a cell
FONTS = {"ja": ("Yu Gothic", "Yu Gothic"), "en": ("Calibri", "Yu Gothic")}  # for Latin and Japanese letters
Box = tuple[float, float, float, float]
"""Left, top, width, height; in inches, as all places and sizes."""


def write(document: Document) -> bytes:
    """The document as slides."""
    deck: Any = Presentation()
    sections = [
        one for one in document.sections if not one.tables or any(table.slide for table in one.tables)
    ]
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    for was, font in zip(('latin typeface="Calibri', 'ea typeface="'), FONTS[document.lang], strict=True):
        name = was.partition('"')[0]
        theme._blob = theme.blob.replace(f'<a:{was}"/>'.encode(), f'<a:{name}"{font}"/>'.encode())
    cover, *inner, last = (
        _Slide(deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY]), document)
        for _ in range(len(sections) + 2)
    )
    cover.title(document.title, top=1.5, size=34, high=1.6)
    facts = [[_cut(labelled(*fact, document.lang), 120)] for fact in document.facts]
    cover.lines(facts, (LEFT, 3.3, WIDE, len(facts) * 16 * 1.5 / 72), 16, 16 / 3)
    if document.warning:
        cover.text(document.warning, (LEFT, 5.7, WIDE, 0.5), 14, ALARM)
    for section, slide in zip(sections, inner, strict=True):
        slide.section(section)
    last.title(document.t("Definitions"))
    gap = "　" if document.lang == "ja" else "  "
    terms = [(f"{term}{gap}", meaning) for term, meaning in document.definitions]
    last.lines(terms, (LEFT, TOP, WIDE, BOTTOM - TOP), 12, 5)
    for number, slide in enumerate((cover, *inner, last), 1):
        slide.foot(f"{number} / {len(sections) + 2}")
    core, when = deck.core_properties, document.moment.replace(tzinfo=None)
    core.title, core.author, core.last_modified_by = document.title, document.author, document.author
    core.subject, core.language, core.keywords = document.mark, document.lang, document.version
    core.created, core.modified, core.revision = when, when, 1
    out = io.BytesIO()
    deck.save(out)
    return document.stable(out.getvalue())


class _Slide:
    def __init__(self, slide: Any, document: Document) -> None:
        self.slide, self.document = slide, document

    def section(self, section: Section) -> None:
        """All that a section says, its chart and its first table as far as they have room."""
        t, top, chart = self.document.t, TOP, section.chart
        self.title(section.title)
        for said in section.paragraphs:
            top += self.text(said, (LEFT, top, WIDE, 0), 14) + 0.1
        if section.figures:
            top += self.tiles(section, top) + GAP
        if chart and not chart.known:
            top += self.text(t(NOTHING_KNOWN), (LEFT, top, WIDE, 0), 12, QUIET) + 0.1
            chart = None
        table = next((one for one in section.tables if one.slide), None)
        left_out = table or next(iter(section.tables), None)
        rows = formats.number(len(left_out.rows)) if left_out else ""
        elsewhere = t("{n} rows: see the workbook of this report.", n=rows)
        if chart and table and len(table.columns) <= NARROW:
            self.chart(chart, (LEFT, top, WIDE * 0.55 - GAP, BOTTOM - top))
            self.table(table, LEFT + WIDE * 0.55, top + 0.3, WIDE * 0.45)
        elif chart and table and len(chart.categories) * len(chart.series) > CROWDED:
            self.chart(chart, (LEFT, top, WIDE, BOTTOM - top - 0.3))
            self.text(elsewhere, (LEFT, BOTTOM - 0.2, WIDE, 0.2), 10, QUIET)
        elif chart and table:
            high = (BOTTOM - top) * 0.54
            self.chart(chart, (LEFT, top, WIDE, high))
            self.table(table, LEFT, top + high + 0.05, WIDE)
        elif chart:
            self.chart(chart, (LEFT, top, WIDE, BOTTOM - top))
        elif table:
            self.table(table, LEFT, top, WIDE)
        elif section.tables:
            self.text(elsewhere, (LEFT, top, WIDE, 0), 12, QUIET)

    def _run(self, paragraph: Any, text: str, points: float, colour: str = INK, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = _rgb(colour)
        run._r.get_or_add_rPr().set("lang", "ja-JP" if self.document.lang == "ja" else "en-GB")

    def _frame(self, box: Box) -> Any:
        frame = self.slide.shapes.add_textbox(*map(Inches, box)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def title(self, text: str, top: float = 0.4, size: float = 26, high: float = 0.8) -> None:
        """The slide's title, in the placeholder that outlines and screen readers look for."""
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = map(Inches, (LEFT, top, WIDE, high))
        shape.text_frame.word_wrap, shape.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        shape.text_frame.margin_left = 0
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        said = _cut(text, 110)
        self._run(paragraph, said, size if _lines(said, WIDE, size) == 1 else size * 0.75, bold=True)

    def text(self, said: str, box: Box, points: float, colour: str = INK) -> float:
        """A paragraph; returns its height, which is estimated where that of the box is 0."""
        said, (left, top, wide, high) = _cut(said, 420), box
        high = high or _lines(said, wide, points) * points * 1.3 / 72
        self._run(self._frame((left, top, wide, high)).paragraphs[0], said, points, colour)
        return high

    def lines(self, texts: Sequence[Sequence[str]], box: Box, points: float, space: float) -> None:
        """Paragraphs one under the other; where one has several parts, the first is bold."""
        frame = self._frame(box)
        for place, parts in enumerate(texts):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.space_after = Pt(space)
            for part in parts:
                self._run(paragraph, part, points, bold=part is parts[0] and len(parts) > 1)

    def tiles(self, section: Section, top: float) -> float:
        """Key figures four in a row; returns their height."""
        wide, high = WIDE / 4, 1.3
        for number, one in enumerate(section.figures):
            left, at = LEFT + wide * (number % 4), top + high * (number // 4)
            frame = self._frame((left, at, wide - 0.2, high - 0.15))
            self._run(frame.paragraphs[0], one.label, 12, QUIET)
            value = self.document.text(one.value, one)
            self._run(frame.add_paragraph(), value, 24 if len(value) < 12 else 20, bold=True)
            if one.note:
                self._run(frame.add_paragraph(), one.note, 11, QUIET)
        return high * -(-len(section.figures) // 4)

    def chart(self, chart: Chart, box: Box) -> None:
        """A native chart over its own workbook; an unknown value is an empty cell there, not 0."""
        left, top, wide, high = box
        self.text(self.document.with_unit(chart, chart.title), (left, top, wide, 0.25), 11, QUIET)
        data = CategoryChartData(number_format="#,##0")
        data.categories = [safe_cells.safe(category) for category in chart.categories]
        for one in chart.series:
            data.add_series(safe_cells.safe(one.name), one.values)
        lying, several = chart.shape == "bars", len(chart.series) > 1
        kind = XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED
        place = map(Inches, (left, top + 0.25, wide, high - 0.25))
        frame: Any = self.slide.shapes.add_chart(kind, *place, data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt[:1000])
        drawn = frame.chart
        drawn.has_title, drawn.has_legend = False, several
        if several:
            drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
            drawn.legend.font.size = Pt(11)
        few = len(chart.categories) * len(chart.series) <= 24
        drawn.font.size = Pt(11 if few else 9)
        drawn.value_axis.visible = drawn.value_axis.has_major_gridlines = False
        drawn.value_axis.minimum_scale = 0
        drawn.category_axis.reverse_order = lying  # the first on top, as in the table
        plot = drawn.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 60, 0, True
        labels = plot.data_labels
        labels.number_format = {"yen": "#,##0.0,,", "number": "#,##0.#"}.get(chart.kind, "#,##0")
        labels.number_format_is_linked, labels.position = False, XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(10 if few else 8)
        for one, series in zip(plot.series, chart.series, strict=True):
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = _rgb(series.colour)
            one.invert_if_negative = False

    def table(self, table: Table, left: float, top: float, wide: float) -> None:
        """A native table with as many rows as fit; says so where these are not all."""
        columns, total = table.columns, len(table.rows)
        points = 14 if len(columns) <= 4 and total <= 12 else 12 if len(columns) <= 6 else 10
        share = wide / sum(column.width for column in columns)
        widths = [column.width * share for column in columns]

        def high(cells: Sequence[str]) -> float:
            lines = (_lines(cell, width - 0.16, points) for cell, width in zip(cells, widths, strict=True))
            return max(lines) * points * 1.25 / 72 + 0.1

        shown = [[column.label for column in columns]]
        used, room = high(shown[0]), BOTTOM - top - 0.3  # but for the line that says what is left out
        for row in self.document.texts(table):
            cells = [_cut(text, LONGEST) for text in row]
            if used + high(cells) > room:
                break
            used += high(cells)
            shown.append(cells)
        box = map(Inches, (left, top, wide, used))
        frame: Any = self.slide.shapes.add_table(len(shown), len(columns), *box)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
        drawn = frame.table
        drawn.horz_banding = False
        for one, width in zip(drawn.columns, widths, strict=True):
            one.width = Inches(width)
        for number, cells in enumerate(shown):
            drawn.rows[number].height = Inches(high(cells))
            for place, (text, column) in enumerate(zip(cells, columns, strict=True)):
                cell = drawn.cell(number, place)
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(WHITE if number else HEAD)
                cell.margin_left = cell.margin_right = Inches(0.08)
                cell.margin_top = cell.margin_bottom = Inches(0.03)
                paragraph = cell.text_frame.paragraphs[0]
                paragraph.alignment = PP_ALIGN.RIGHT if column.kind in NUMBERS else PP_ALIGN.LEFT
                self._run(paragraph, text, points, bold=not number)
        if len(shown) <= total:
            self.text(self.document.more(len(shown) - 1, total), (left, BOTTOM - 0.2, wide, 0.2), 10, QUIET)

    def foot(self, number: str) -> None:
        """What stands at the foot of every slide: the mark, that the data is fictional, the number."""
        frame = self._frame((LEFT, FOOT, WIDE - 1.2, 0.4))
        mark = f"{self.document.mark} ・ {self.document.version}"
        self._run(frame.paragraphs[0], _cut(mark, 150), 10, QUIET)
        if self.document.warning:
            self._run(frame.add_paragraph(), _cut(self.document.warning, 150), 10, ALARM)
        frame = self._frame((LEFT + WIDE - 1, FOOT, 1, 0.3))
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        self._run(frame.paragraphs[0], number, 10, QUIET)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"


def _lines(text: str, wide: float, points: float) -> int:
    """How many lines a text takes, as near as can be said without its font."""
    return max(1, math.ceil(lettering.ems(text, HALF, 1) * points / 72 / wide))
