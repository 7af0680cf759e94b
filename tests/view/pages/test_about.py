"""The about page's pieces: links only for web addresses, names as text, every programme in the chart."""

from __future__ import annotations

import pandas as pd
import pytest

from smart_tokyo.view.charts import vega
from smart_tokyo.view.subjects import sources
from tests.view.of_page import page

RULES = pd.DataFrame(
    [
        {
            "programme_id": "PG-A",
            "name_en": "A *bold* name that is longer than one line of a telephone can hold",
            "first_fy": 2022,
            "last_fy": 2024,
        },
        {"programme_id": "PG-B", "name_en": "B", "first_fy": 2025, "last_fy": None},
    ]
).astype({"first_fy": "Int64", "last_fy": "Int64"})


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            {"publisher": "東京都", "title": "概要", "url": "https://example.jp/a"},
            "[東京都\\: 概要](<https://example.jp/a>)",
        ),
        ({"publisher": "P", "title": None, "url": "http://example.jp"}, "[P](<http://example.jp>)"),
        ({"publisher": "P", "title": "T", "url": None}, "P: T"),
        ({"publisher": "P", "title": "T", "url": "javascript:alert(1)"}, "P: T"),
        ({"publisher": "P", "title": "T", "url": "https://x.jp/> [evil](https://y.jp"}, "P: T"),
        ({"publisher": None, "title": None, "url": None}, ""),
    ],
)
def test_link(row: dict[str, str | None], text: str) -> None:
    assert sources.link(row).replace("\\:", ":") == text.replace("\\:", ":")


def test_markdown_in_a_title_is_escaped() -> None:
    assert sources.link({"publisher": "P", "title": "[x](y) *z*", "url": None}) == r"P: \[x\]\(y\) \*z\*"


def test_spans_draw_every_programme_and_open_ends_to_the_edge() -> None:
    chart = vega.spans(page(), RULES, 2026).to_dict()
    rows = next(iter(chart["datasets"].values()))
    assert [(row["from"], row["to"]) for row in rows] == [(2022, 2025), (2025, 2027)]
    assert len({row["label"].count("\n") for row in rows}) == 1  # all as tall, so they end above their bar
