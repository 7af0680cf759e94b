"""A chart as it is drawn, and that the live one is the same: nothing of it is told by one of them alone."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from smart_tokyo import palette
from smart_tokyo.view.charts import chart, drawn, plotly
from smart_tokyo.view.charts.chart import INK, OUTLINE, Chart, Scale, Series, Words, lines

THEMES: tuple[palette.Theme, ...] = get_args(palette.Theme)
WHOLE = Chart(
    Scale(0, 10, [(0, lines("zero")), (5, lines("five", "5"))], "across", grid=True),
    Scale(0, 4, [(0, lines("0")), (4, lines("4"))], "up", grid=True),
    [
        Series("bar", palette.GOOD, [(0, 1, 0, 3), None], ["<b>a</b>\nsecond", ""], "✓ good", "/"),
        Series("bar", INK, [(2, 3, 0, 4)], ["limit"], "limit", OUTLINE),
        Series("line", INK, [(0, 1), (5, 2), None, (6, 2), (7, 2)], name="course", style="dash"),
        *(
            Series(shape, palette.ACCENT, [(8, 2)], ["mark"], f"mark {shape}")
            for shape in get_args(chart.Shape)[2:]
        ),
    ],
    [
        Words(1, 3, lines("<i>x</i> &\uffff\0", "bold"), up=4),
        Words(2, 0, lines("upright"), "start", turned=True),
    ],
)
SVG = "{http://www.w3.org/2000/svg}"


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in tree(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("wide", [None, 720])
@pytest.mark.parametrize("theme", THEMES)
def test_everything_is_in_the_picture_and_its_words_are_text(theme: palette.Theme, wide: float | None):
    svg = drawn.svg(WHOLE, theme, wide)
    said = texts(svg)
    for one in ("zero", "five5", "across", "up", "4", "✓ good", "limit", "course", "upright"):
        assert one in said
    assert "<i>x</i> &\ufffd\ufffdbold" in said  # ledger text is no markup, and nothing that ends a drawing
    found = tree(svg)
    assert found.attrib["fill"] == palette.INK[theme]
    assert len(list(found.iter(f"{SVG}pattern"))) == 1
    assert palette.INK["dark" if theme == "light" else "light"] not in svg


@pytest.mark.parametrize(
    ("grid", "anchors"), [(False, ["middle"] * 6), (True, ["start", *["middle"] * 4, "end"])]
)
def test_the_words_under_bars_stand_under_their_middle_and_those_of_lines_stay_inside(
    grid: bool, anchors: list[str]
) -> None:
    """Else the first and the last of six fiscal years ran into their neighbours on a telephone."""
    marks = [(float(place), lines(f"FY{2020 + place}")) for place in range(6)]
    made = tree(drawn.svg(Chart(Scale(-0.5, 5.5, marks, grid=grid), Scale(0, 1), []), "light"))
    words = [one for one in made.iter(f"{SVG}text") if "".join(one.itertext()).startswith("FY")]
    assert [one.attrib["text-anchor"] for one in words] == anchors


def test_letters_keep_their_size_at_every_width():
    """The widths of a chart on a page are shares of its room, and nothing of it is scaled (docs/accessibility.md)."""
    svg = drawn.svg(WHOLE, "light")
    assert "viewBox" not in svg and "scale(" not in svg
    assert min(int(size) for size in re.findall(r'font-size="(\d+)"', svg)) >= 11
    shares = [float(one) for one in re.findall(r' (?:x|x1|x2)="([\d.]+)%"', svg)]
    assert shares and all(0 <= one <= 100 for one in shares)


def test_an_image_has_a_width_and_its_places_in_pixels():
    found = tree(drawn.svg(WHOLE, "light", 720))
    assert found.attrib["width"] == "720"
    inside = [one.attrib for one in found.iter(f"{SVG}line")]
    assert inside and not any("%" in value for one in inside for value in one.values())


def test_a_legend_has_its_names_in_lines_that_a_telephone_holds():
    names = [Series("bar", INK, [(0, 1, 0, 1)], name="系列の名前" + mark) for mark in "abcde"]
    high = [
        float(tree(drawn.svg(Chart(Scale(0, 1), Scale(0, 1), names[:n]), "light")).attrib["height"])
        for n in (1, 2, 3, 5)
    ]
    assert [one - high[0] for one in high] == [0, 0, 22, 44]


def test_bars_with_labels_beside_them_begin_where_the_longest_ends():
    few = chart.short_counts([("a", 3, palette.GOOD), ("a long word", 1, palette.GOOD)])
    starts = {one.attrib["x"] for one in tree(drawn.svg(few, "light")).iter(f"{SVG}rect")}
    assert len(starts) == 1 and float(starts.pop()) > 1.1 * 11 * 13 * drawn.HALF, "wide letters"


@pytest.mark.parametrize("theme", THEMES)
def test_the_live_chart_is_the_same(theme: palette.Theme):
    fig = plotly.figure(WHOLE, theme)
    assert [trace.name for trace in fig.data] == [one.name for one in WHOLE.series]
    bar, limit, line, mark, *_ = fig.data
    assert (bar.base[0], bar.y[0], bar.x[0], bar.width[0]) == (0, 3, 0.5, 1)
    assert bar.marker.color == palette.GOOD and bar.marker.pattern.shape == "/"
    assert bar.marker.line.color == palette.PAPER[theme]  # a gap between bars that touch
    assert limit.marker.line.color == line.line.color == palette.INK[theme]
    assert bar.customdata[0] == "&lt;b&gt;a&lt;/b&gt;<br>second"
    assert list(line.x) == [0, 5, None, 6, 7] and line.line.dash == "dash"
    assert mark.marker.symbol == "circle"
    first, second = fig.layout.annotations
    assert first.text == "&lt;i&gt;x&lt;/i&gt; &amp;\uffff\0<b>bold</b>" and second.textangle == -90
    assert list(fig.layout.xaxis.ticktext) == ["zero", "five<b>5</b>"]
    assert fig.layout.template.layout.font.color == palette.INK[theme]


@pytest.mark.parametrize("rows", [1, 2, 5])
@pytest.mark.parametrize("name", ["Short", "Long enough for a second line of the label " * 2])
def test_the_places_of_rows_hold_their_bars_and_labels_one_under_the_other(rows: int, name: str):
    labels = [chart.label(name)] + [chart.label("Other")] * (rows - 1)
    bars = Series("bar", palette.ACCENT, chart.lying([1.0] * rows, labels), name="Legend")
    made = chart.rows(labels, Scale(0, 1), [bars])
    found = drawn.places(made, rows)
    assert all(above[1] == pytest.approx(below[0]) for above, below in zip(found, found[1:], strict=False))
    root = tree(drawn.svg(made, "light"))
    tall = [one for one in root.iter() if one.tag.endswith("rect")]
    for (top, end), bar in zip(found, tall, strict=True):
        assert top < float(bar.attrib["y"]) and float(bar.attrib["y"]) + float(bar.attrib["height"]) < end
    words = [
        float(one.attrib["y"]) for one in root.iter() if one.tag.endswith("text") and one.text in labels[0][0]
    ]
    assert all(found[0][0] < y < found[0][1] for y in words) and words
