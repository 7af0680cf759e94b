"""What was tried: denominators, choices, and what an address may ask to compare."""

from __future__ import annotations

import pandas as pd
import pytest

from smart_tokyo.view.pages.reuse import compare, models
from tests.view.of_page import page

ROWS = pd.DataFrame(
    [("a", "AI"), ("a", "GIS"), ("b", "GIS"), ("c", None)], columns=["project_id", "technology"]
)
PLACES = pd.DataFrame(
    [("131075", "a", "ward"), ("134210", "a", "village"), ("132012", "b", "city")],
    columns=["municipality_code", "project_id", "kind"],
)


@pytest.mark.parametrize(
    ("technology", "kind", "found"),
    [
        (None, None, ["a", "b", "c"]),
        ("GIS", None, ["a", "b"]),
        (models.NO_TECHNOLOGY, None, ["c"]),
        (None, "village", ["a"]),
        ("GIS", "city", ["b"]),
        ("AI", "city", []),
    ],
)
def test_projects_are_narrowed_by_technology_and_kind(
    technology: str | None, kind: str | None, found: list[str]
) -> None:
    projects = models.projects_of(ROWS)
    assert [row["project_id"] for row in models.chosen(projects, technology, kind, PLACES)] == found


def test_technologies_become_a_list() -> None:
    assert [row["technologies"] for row in models.projects_of(ROWS)] == [["AI", "GIS"], ["GIS"], []]


def test_the_result_keeps_its_denominator() -> None:
    def said(*counts: int) -> str:
        return models.result(page(), dict(zip(models.TARGETS, counts, strict=True)))

    assert said(3, 3, 2) == "2 of 3 KPI targets reached"
    assert said(3, 2, 2) == "2 of 2 KPI targets reached, KPI targets not measured yet: 1"
    assert said(3, 0, 0) == "KPI targets not measured yet: 3"
    assert said(0, 0, 0) == "no KPI target is published"


def test_the_finding_counts_each_project_once() -> None:
    themes = pd.DataFrame(
        {
            "theme": ["T", "U"],
            "projects": [2, 1],
            "completed": [1, 0],
            "kpis_with_target": [3, 0],
            "targets_measured": [3, 0],
            "targets_reached": [2, 0],
        }
    )
    technologies = pd.DataFrame({"technology": ["AI", "GIS", "GIS", None]})
    assert models.finding(page(), themes, technologies) == (
        "**3 projects in 2 themes** with 2 technologies: 1 of 3 are completed. So far 2 of 3 KPI targets reached."
    )


def test_a_theme_that_is_not_confirmed_is_no_theme() -> None:
    themes = pd.DataFrame(
        {
            "theme": ["T", models.UNCONFIRMED],
            "projects": [2, 1],
            "completed": [1, 0],
            "kpis_with_target": [0, 0],
            "targets_measured": [0, 0],
            "targets_reached": [0, 0],
        }
    )
    said = models.finding(page(), themes, pd.DataFrame({"technology": ["AI"]}))
    assert said.startswith("**3 projects in 1 theme** ")
    assert "The theme of 1 of 3 is not confirmed." in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ([], [], [])),
        ("a", (["a"], [], [])),
        (" a , b,,a", (["a", "b"], [], [])),
        ("a,zz", (["a"], ["zz"], [])),
        ("a,b,c,d,e", (["a", "b", "c", "d"], [], ["e"])),
    ],
)
def test_what_the_address_asks_to_compare(text: str, expected: tuple[list[str], ...]) -> None:
    assert compare.asked(text, ["a", "b", "c", "d", "e"]) == expected
