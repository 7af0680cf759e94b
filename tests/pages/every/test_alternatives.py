"""Whoever does not see a chart or a map reads its finding as its alternative, and its numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.pages.conftest import See, names_for, pictures_in

CHARTS = ("plotly_chart", "deck_gl_json_chart")
WITH_CHARTS = ("overview", "map", "funding", "progress", "journey", "rules", "reuse", "about")
STOPS: list[tuple[str, dict[str, str]]] = [
    *((name, {}) for name in names_for("internal")),
    ("projects", {"project": "SMP-001"}),
    ("review", {"project": "SMP-001"}),
    ("organization", {"id": "SMO-01"}),
    ("town", {"code": "131075"}),
    ("partners", {"issue": "SMI-023"}),
]


def in_order(block: Any) -> Iterator[Any]:
    """Everything a page shows, from top to bottom."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from in_order(child)
        else:
            yield child


def alternative(one: Any) -> str | None:
    """What a chart or map says to who does not see it; None of what is none."""
    if one.type in CHARTS:
        return str(one.proto.alt)
    drawn = pictures_in(one.proto.body) if one.type == "html" else []
    return "\n".join(each.alternative for each in drawn) or None


def is_table(one: Any) -> bool:
    return one.type == "html" and "<table" in one.proto.body


def without_table(shown: list[Any]) -> list[str]:
    """The alternatives of charts under which no table comes before the next heading; "" for one without any.

    Maps side by side share the tables under them.
    """
    found, open_charts = [], []
    for one in shown:
        if alternative(one) is not None:
            open_charts.append(one)
        elif is_table(one):
            open_charts = []
        elif one.type in ("header", "divider") and any(c.type != "deck_gl_json_chart" for c in open_charts):
            found += [str(alternative(chart)) for chart in open_charts]
            open_charts = []
    return found + [str(alternative(chart)) for chart in open_charts]


def test_a_chart_has_an_alternative_and_a_table(see: See) -> None:
    wrong: list[object] = []
    for name, address in STOPS:
        shown = list(in_order(see(name, "sample", "internal", lang="en", **address).at.main))
        charts = [found for one in shown if (found := alternative(one)) is not None]
        wrong += [(name, found) for found in charts if len(found) <= 30]
        wrong += [
            (name, "a table") for table in filter(is_table, shown) if 'aria-label=""' in table.proto.body
        ]
        wrong += [(name, "no table under", found) for found in without_table(shown)]
        if not charts and name in WITH_CHARTS:
            wrong.append((name, "no chart"))
    assert wrong == []
