"""The parts of a slide: title, text, tiles, chart, table, foot. Places and sizes in inches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from smart_tokyo import palette
from smart_tokyo.kinds import NUMBERS
from smart_tokyo.lettering import ems
from smart_tokyo.outputs.documents.document import Chart, Document, KeyFigure, Table
from smart_tokyo.palette import QUIET
from smart_tokyo.safe_cells import safe

LEFT, WIDE, TOP, BOTTOM, FOOT = 0.6, 12.13, 1.35, 6.8, 6.98
INK = palette.INK["light"]
HALF = 0.54  # em: what a half-width letter takes
LONGEST = 90  # letters of a cell
FONTS = {"ja": ("Yu Gothic", "Yu Gothic"), "en": ("Calibri", "Yu Gothic")}


def fonts(deck: Any, lang: str) -> None:
    """The fonts of the theme: one for Latin, one for Japanese letters."""
    latin, japanese = FONTS[lang]
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            blob = part.blob.replace(
                b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{latin}"/>'.encode()
            )
            part._blob = blob.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{japanese}"/>'.encode())


def rgb(colour: str) -> RGBColor:
    """A colour of the palette."""
    return RGBColor.from_string(colour.lstrip("#"))


def cut(text: str, letters: int) -> str:
    """The text, cut with an ellipsis where it is longer than that."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


def lines_of(text: str, wide: float, points: float) -> int:
    """How many lines a text takes, as near as can be said without its font."""
    return max(1, math.ceil(ems(text, HALF, 1) * points / 72 / wide))


class Slide:
    """A slide being written."""

    def __init__(self, slide: Any, document: Document) -> None:
        self.slide, self.document = slide, document

    def _run(self, paragraph: Any, text: str, points: float, colour: str = INK, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = rgb(colour)
        run._r.get_or_add_rPr().set("lang", "ja-JP" if self.document.lang == "ja" else "en-GB")

    def _frame(self, left: float, top: float, wide: float, high: float) -> Any:
        box = self.slide.shapes.add_textbox(*map(Inches, (left, top, wide, high)))
        box.text_frame.word_wrap = True
        for side in ("left", "right", "top", "bottom"):
            setattr(box.text_frame, f"margin_{side}", 0)
        return box.text_frame

    def title(self, text: str, top: float = 0.4, size: float = 26, high: float = 0.8) -> None:
        """The slide's title, in the placeholder that outlines and screen readers look for."""
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = map(Inches, (LEFT, top, WIDE, high))
        shape.text_frame.word_wrap, shape.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        shape.text_frame.margin_left = 0
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        said = cut(text, 110)
        points = size if lines_of(said, WIDE, size) == 1 else size * 0.75
        self._run(paragraph, said, points, bold=True)

    def text(
        self,
        said: str,
        left: float,
        top: float,
        wide: float,
        high: float | None,
        points: float,
        colour: str = INK,
    ) -> float:
        """A paragraph; returns its height, by estimate where `high` is None."""
        said = cut(said, 420)
        high = high or lines_of(said, wide, points) * points * 1.3 / 72
        self._run(self._frame(left, top, wide, high).paragraphs[0], said, points, colour)
        return high

    def lines(self, texts: Sequence[str], top: float, points: float) -> None:
        """Short lines one under the other."""
        frame = self._frame(LEFT, top, WIDE, len(texts) * points * 1.5 / 72)
        for text in texts:
            paragraph = _paragraph(frame, points / 3)
            self._run(paragraph, cut(text, 120), points)

    def terms(self, terms: Sequence[tuple[str, str]], top: float) -> None:
        """Terms with their meaning."""
        frame = self._frame(LEFT, top, WIDE, BOTTOM - top)
        for term, meaning in terms:
            paragraph = _paragraph(frame, 5)
            self._run(paragraph, f"{term}　" if self.document.lang == "ja" else f"{term}  ", 12, bold=True)
            self._run(paragraph, meaning, 12)

    def tiles(self, figures: Sequence[KeyFigure], top: float) -> float:
        """Key figures four in a row; returns their height."""
        wide, high = WIDE / 4, 1.3
        for number, one in enumerate(figures):
            left, at = LEFT + wide * (number % 4), top + high * (number // 4)
            frame = self._frame(left, at, wide - 0.2, high - 0.15)
            self._run(frame.paragraphs[0], one.label, 12, QUIET)
            value = self.document.text(one.value, one)
            self._run(frame.add_paragraph(), value, 24 if len(value) < 12 else 20, bold=True)
            if one.note:
                self._run(frame.add_paragraph(), one.note, 11, QUIET)
        return high * -(-len(figures) // 4)

    def chart(self, chart: Chart, left: float, top: float, wide: float, high: float) -> None:
        """A native chart over its own workbook; an unknown value is an empty cell there, not 0."""
        self.text(self.document.with_unit(chart, chart.title), left, top, wide, 0.25, 11, QUIET)
        data = CategoryChartData(number_format="#,##0")
        data.categories = [safe(category) for category in chart.categories]
        for one in chart.series:
            data.add_series(safe(one.name), one.values)
        lying = chart.shape == "bars"
        kind = XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED
        frame: Any = self.slide.shapes.add_chart(
            kind, Inches(left), Inches(top + 0.25), Inches(wide), Inches(high - 0.25), data
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt[:1000])
        drawn = frame.chart
        drawn.has_title, drawn.has_legend = False, len(chart.series) > 1
        if drawn.has_legend:
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
            one.format.fill.fore_color.rgb = rgb(series.colour)
            one.invert_if_negative = False

    def table(self, table: Table, left: float, top: float, wide: float, bottom: float) -> None:
        """A native table with as many rows as fit; says so where these are not all."""
        columns, rows = len(table.columns), len(table.rows)
        points = 14 if columns <= 4 and rows <= 12 else 12 if columns <= 6 else 10
        share = wide / sum(column.width for column in table.columns)
        texts = [[cut(text, LONGEST) for text in row] for row in self.document.texts(table)]

        def high(cells: Sequence[str]) -> float:
            lines = max(
                lines_of(cell, column.width * share - 0.16, points)
                for cell, column in zip(cells, table.columns, strict=True)
            )
            return lines * points * 1.25 / 72 + 0.1

        heads = [column.label for column in table.columns]
        used, shown = high(heads), []
        room = bottom - top - 0.3  # for the line that says what is left out
        for cells in texts:
            if used + high(cells) > room:
                break
            used += high(cells)
            shown.append(cells)
        frame: Any = self.slide.shapes.add_table(
            len(shown) + 1, len(heads), Inches(left), Inches(top), Inches(wide), Inches(used)
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", table.title)
        drawn = frame.table
        drawn.horz_banding = False
        for place, column in enumerate(table.columns):
            drawn.columns[place].width = Inches(column.width * share)
        for number, cells in enumerate([heads, *shown]):
            drawn.rows[number].height = Inches(high(cells))
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                self._cell(drawn.cell(number, place), cell, column.kind in NUMBERS, number == 0, points)
        if len(shown) < len(texts):
            self.text(
                self.document.words.more(len(shown), len(texts)), left, bottom - 0.2, wide, 0.2, 10, QUIET
            )

    def _cell(self, cell: Any, text: str, number: bool, head: bool, points: float) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(palette.HEAD if head else palette.WHITE)
        cell.margin_left = cell.margin_right = Inches(0.08)
        cell.margin_top = cell.margin_bottom = Inches(0.03)
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
        self._run(paragraph, text, points, bold=head)


def _paragraph(frame: Any, space: float) -> Any:
    """The next paragraph of a frame, which begins with an empty one. `space`: points behind it."""
    paragraph = frame.add_paragraph() if frame.paragraphs[0].runs else frame.paragraphs[0]
    paragraph.space_after = Pt(space)
    return paragraph


def foot(slide: Any, document: Document, number: str) -> None:
    """What stands at the foot of every slide: the mark, that the data is fictional, the number."""
    part = Slide(slide, document)
    frame = part._frame(LEFT, FOOT, WIDE - 1.2, 0.4)
    part._run(frame.paragraphs[0], cut(f"{document.mark} ・ {document.version}", 150), 10, QUIET)
    if document.warning:
        part._run(frame.add_paragraph(), cut(document.warning, 150), 10, palette.ALARM)
    frame = part._frame(LEFT + WIDE - 1, FOOT, 1, 0.3)
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    part._run(frame.paragraphs[0], number, 10, QUIET)
