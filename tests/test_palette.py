"""The colours: read by everyone on the light and the dark page, told apart, and declared once."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from smart_tokyo import palette
from smart_tokyo.view.charts import drawn, plotly
from smart_tokyo.view.charts.chart import Chart, Scale, lines
from tests.seeing import DEFICIENCIES, contrast, distance, over

ROOT = Path(__file__).parents[1]
THEMES: tuple[palette.Theme, ...] = get_args(palette.Theme)
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
TEXT, MARK = 4.5, 3.0
CAPTION = 0.6  # what Streamlit leaves of the colour of a caption
APART = 12.0  # in OKLab; two steps of a printed colour chart are about 4
APART_RARE = 8.0  # for readers who do not see blue as others do: one in ten thousand

MARKS = {
    **palette.PROGRAMME,
    **dict(zip(map(str, range(9)), palette.OTHER_PROGRAMMES, strict=False)),
    **palette.STATE,
    **palette.RAG,
    **palette.OUTCOME,
    **{stage: colour for stage, colour in palette.STAGE.items() if stage != "limit_yen"},
    "accent": palette.ACCENT,
    "line": palette.LINE,
    "plan": palette.PLAN,
}
MONEY = [
    palette.STAGE[key]
    for key in ("eligible_expense_yen", "requested_yen", "decided_yen", "settled_yen", "paid_yen")
]
BESIDE = [
    *itertools.combinations(palette.PROGRAMME.values(), 2),
    *itertools.combinations((*palette.RAG.values(), palette.NONE), 2),
    *itertools.pairwise(MONEY),
    (palette.STAGE["decided_yen"], palette.STAGE["paid_yen"]),
]


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_page(theme: palette.Theme):
    dull = {name: colour for name, colour in MARKS.items() if contrast(colour, palette.PAPER[theme]) < MARK}
    assert not dull


def test_colours_that_stand_beside_each_other_are_told_apart_by_every_reader():
    close = [
        (one, other, kind)
        for one, other in BESIDE
        for kind in (None, *DEFICIENCIES)
        if distance(one, other, kind) < (APART_RARE if kind == "tritan" else APART)
    ]
    assert not close


@pytest.mark.parametrize("theme", THEMES)
def test_words_of_a_chart_are_read_and_its_grid_is_quiet(theme: palette.Theme):
    paper = palette.PAPER[theme]
    layout = plotly.template(theme).layout
    scale = Scale(0, 1, [(0, lines("a"))], "b", grid=True)
    svg = drawn.svg(Chart(scale, scale, []), theme)
    words = [
        layout.font.color,
        layout.xaxis.tickfont.color,
        layout.yaxis.title.font.color,
        layout.legend.font.color,
    ]
    words += re.findall(r'<svg[^>]* fill="([^"]*)"', svg)
    assert len(words) == 5 and "fill" not in svg.partition("><")[2].replace('fill="none"', "")
    assert all(contrast(word, paper) >= TEXT for word in words)
    assert contrast(layout.hoverlabel.font.color, layout.hoverlabel.bgcolor) >= TEXT
    assert layout.xaxis.gridcolor == palette.GRID[theme]
    assert set(re.findall(r'<line[^>]* stroke="([^"]*)"', svg)) == {palette.GRID[theme]}
    assert 1.1 < contrast(palette.GRID[theme], paper) < 1.6


@pytest.mark.parametrize("theme", THEMES)
def test_the_limit_is_seen_over_the_bars_it_crosses(theme: palette.Theme):
    assert contrast(palette.INK[theme], palette.STAGE["decided_yen"]) >= MARK
    assert contrast(palette.INK[theme], palette.PAPER[theme]) >= TEXT


def test_map_shades_go_from_light_to_dark_in_steps_one_sees():
    assert all(distance(one, other) >= 6 for one, other in itertools.pairwise(palette.SHADES))
    light = [contrast(shade, palette.WHITE) for shade in palette.SHADES]
    assert light == sorted(light)


def test_map_outlines_keep_light_shades_from_each_other_and_from_the_page():
    pale = (palette.SHADES[0], palette.NEIGHBOUR, palette.WHITE)
    assert all(contrast(palette.LINE, ground) >= MARK for ground in pale)
    assert (
        distance(palette.UNKNOWN, palette.SHADES[0]) >= 6
        and distance(palette.UNKNOWN, palette.SHADES[1]) >= 6
    )
    assert contrast(palette.CHOSEN, palette.SHADES[0]) >= 2.5  # and four times as thick


def test_map_words_are_read_over_every_shade():
    for shade in (*palette.SHADES, palette.UNKNOWN):
        ground = over(palette.WHITE, palette.LABEL_ALPHA / 255, shade)
        assert contrast(palette.POINT, ground) >= TEXT
    assert contrast(palette.WHITE, palette.POINT) >= TEXT  # the tooltip, and the ring of a point


def test_cells_of_a_finding_are_read():
    assert all(contrast(ground, ink) >= TEXT for ground, ink in palette.SEVERITY.values())


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_and_its_charts_are_one(theme: palette.Theme):
    page = CONFIG[theme]
    assert page["backgroundColor"] == palette.PAPER[theme]
    assert page["textColor"] == page["codeTextColor"] == palette.INK[theme]
    assert page["secondaryBackgroundColor"] == page["codeBackgroundColor"]
    assert page["linkColor"] == palette.LINK[theme] and set(page) >= {"primaryColor", "borderColor"}
    assert CONFIG["font"] == palette.FONT == plotly.template(theme).layout.font.family
    assert contrast(page["codeTextColor"], page["codeBackgroundColor"]) >= TEXT
    for ground in (page["backgroundColor"], page["secondaryBackgroundColor"]):
        assert contrast(page["primaryColor"], ground) >= TEXT
        for word in (page["textColor"], page["linkColor"]):
            assert contrast(word, ground) >= TEXT
            assert contrast(over(word, CAPTION, ground), ground) >= TEXT


def test_no_colour_is_declared_anywhere_else():
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|rgba\(")
    elsewhere = [
        path.name
        for path in (*(ROOT / "smart_tokyo" / "view").rglob("*.py"), *(ROOT / "pages").glob("*.py"))
        if path.name != "palette.py" and literal.search(path.read_text("utf-8"))
    ]
    assert not elsewhere


def test_a_colour_is_written_in_the_palette_alone():
    """The theme's own file is held by the test above; whatever else has a colour follows the palette."""
    found = [
        f"{path.name}: {hit}"
        for ending in ("py", "typ", "css")
        for path in (ROOT / "smart_tokyo").rglob(f"*.{ending}")
        if path.name != "palette.py"
        for hit in re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    ]
    assert found == []
