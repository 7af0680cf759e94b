"""The picture of a bridge: each step is seen beside however large others, on a scale that says its unit."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest

from smart_tokyo.view.charts import drawn, plotly
from smart_tokyo.view.pages.bridge import waterfall
from tests.view.of_page import page

STEPS = (9_000_000_000, 1, 0, -1, -2_000_000_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_step_of_one_yen_is_seen_beside_one_of_billions(theme: str) -> None:
    levels = list(accumulate(STEPS, initial=1_000_000_000))
    names = ["old", *(f"step {n}" for n in range(len(STEPS))), "new"]
    shown = ["¥1,000,000,000", "+¥9,000,000,000", "+¥1", "¥0", "−¥1", "−¥2,000,000,000", "¥8,000,000,000"]
    made = waterfall(page("ja", "yen"), levels, names, shown, "decided_yen")
    bars, edges = ([one for one in made.series if one.shape == shape] for shape in ("bar", "line"))
    assert (
        [one.said for one in bars]
        == [one.said for one in edges]
        == [[f"{n}：{s}"] for n, s in zip(names, shown, strict=True)]
    )
    assert [one.colour for one in bars] == [one.colour for one in edges]
    svg = drawn.svg(made, theme, 720)
    marks = re.findall(
        r'<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)" stroke="[^"]+" stroke-width="([\d.]+)"',
        svg,
    )
    assert len(marks) == len(names)
    assert all(
        float(wide) >= 2 and abs(float(bottom) - float(top)) >= 17 for _, top, _, bottom, wide in marks
    )
    assert all(text in svg for text in shown), "its value is text"
    assert len(plotly.figure(made, theme).data) == 2 * len(names)


@pytest.mark.parametrize(("lang", "unit"), [("ja", "億円"), ("en", "million yen")])
def test_the_scale_has_a_unit_of_its_own(lang: str, unit: str) -> None:
    made = [
        waterfall(page(lang, one), [0, 3 * 10**9], ["a", "b", "c"], ["", "", ""], "paid_yen")
        for one in ("yen", "thousand")
    ]
    assert made[0] == made[1] and made[0].x.title == unit
    counted = waterfall(page(lang), [5, 7], ["a", "b", "c"], ["5", "+2", "7"], "projects")
    assert (counted.x.title, counted.x.high) == ("", 7 * 1.02)
