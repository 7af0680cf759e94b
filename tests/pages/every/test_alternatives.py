"""Whoever does not see a chart or a map reads its finding as its alternative, and its numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.view.frame.menu import PAGES
from tests.pages.conftest import Opener

CHARTS = ("plotly_chart", "vega_lite_chart", "arrow_vega_lite_chart", "deck_gl_json_chart")
STOPS: list[tuple[str, dict[str, str]]] = [
    *((name, {}) for name in PAGES),
    ("projects", {"project": "SMP-001"}),
    ("review", {"project": "SMP-001"}),
]


def in_order(block: Any) -> Iterator[Any]:
    """Everything a page shows, from top to bottom."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from in_order(child)
        else:
            yield child


def without_table(shown: list[Any]) -> list[str]:
    """The alternatives of charts under which no table comes before the next heading; "" for one without any.

    Maps side by side share the tables under them.
    """
    found, open_charts = [], []
    for one in shown:
        if one.type in CHARTS:
            open_charts.append(one)
        elif one.type == "table":
            open_charts = []
        elif one.type in ("header", "divider") and any(c.type != "deck_gl_json_chart" for c in open_charts):
            found += [str(chart.proto.alt) for chart in open_charts]
            open_charts = []
    return found + [str(chart.proto.alt) for chart in open_charts]


@pytest.mark.parametrize(("name", "address"), STOPS, ids=str)
def test_a_chart_has_an_alternative_and_a_table(
    name: str, address: dict[str, str], sample_store: Path, open_page: Opener
) -> None:
    shown = list(in_order(open_page(name, sample_store, "internal", lang="en", **address).main))
    charts = [one for one in shown if one.type in CHARTS]
    assert all(len(chart.proto.alt) > 30 for chart in charts), [chart.proto.alt for chart in charts]
    assert all(table.proto.alt for table in shown if table.type == "table")
    assert without_table(shown) == []
    assert charts or name not in (
        "overview",
        "map",
        "funding",
        "progress",
        "journey",
        "rules",
        "reuse",
        "about",
    )
