"""What was tried: denominators, choices, and what an address may ask to compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from smart_tokyo.figures import records
from smart_tokyo.view.pages.reuse import compare, models
from tests.queries.ledger import AS_OF, build
from tests.view.of_page import page

LEDGER = {
    "areas": "area_id\nwide\ncity",
    "area_municipalities": """
        area_id | municipality_code
        wide    | 131075
        wide    | 134210
        city    | 132012
    """,
    "municipalities": """
        municipality_code | kind
        131075            | ward
        134210            | village
        132012            | city
    """,
    "projects": """
        project_id | area_id | technologies | status
        a          | wide    | AI; GIS      | active
        b          | city    | GIS          | active
        c          | none    | -            | completed
        d          | none    | AI           | active
    """,
    "kpis": "kpi_id | project_id | direction | target_value\nk | d | increase | 1",
    "kpi_values": "kpi_id | value\nk | 1",
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        yield build(con, LEDGER, AS_OF, "internal").con


@pytest.mark.parametrize(
    ("technology", "kind", "found"),
    [
        (None, None, ["c", "d", "a", "b"]),
        ("GIS", None, ["a", "b"]),
        (models.NO_TECHNOLOGY, None, ["c"]),
        (None, "village", ["a"]),
        ("GIS", "city", ["b"]),
        ("AI", "city", []),
    ],
)
def test_projects_are_narrowed_by_technology_and_kind_the_completed_and_those_with_results_first(
    technology: str | None, kind: str | None, found: list[str], con: duckdb.DuckDBPyConnection
) -> None:
    listed = models.chosen(page(), technology, kind)
    assert [row["project_id"] for row in records(con, listed.query, listed.params, part=listed.part)] == found


def test_the_result_keeps_its_denominator() -> None:
    def said(*counts: int) -> str:
        return models.result(page(), dict(zip(models.TARGETS, counts, strict=True)))

    assert said(3, 3, 2) == "2 of 3 KPI targets reached"
    assert said(3, 2, 2) == "2 of 2 KPI targets reached, KPI targets not measured yet: 1"
    assert said(3, 0, 0) == "KPI targets not measured yet: 3"
    assert said(0, 0, 0) == "no KPI target is published"


def theme(name: str, *counts: int) -> dict[str, Any]:
    return {"theme": name, **dict(zip(("projects", "completed", *models.TARGETS), counts, strict=True))}


def test_the_finding_counts_each_project_once() -> None:
    themes = [theme("T", 2, 1, 3, 3, 2), theme("U", 1, 0, 0, 0, 0)]
    technologies = [{"technology": one} for one in ("AI", "GIS", "GIS", None)]
    assert models.finding(page(), themes, technologies) == (
        "**3 projects in 2 themes** with 2 technologies: 1 of 3 are completed. So far 2 of 3 KPI targets reached."
    )


def test_a_theme_that_is_not_confirmed_is_no_theme() -> None:
    themes = [theme("T", 2, 1, 0, 0, 0), theme(models.UNCONFIRMED, 1, 0, 0, 0, 0)]
    said = models.finding(page(), themes, [{"technology": "AI"}])
    assert said.startswith("**3 projects**, 2 of them in 1 theme, ")
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
    assert compare.parted(compare.asked(text), ["a", "b", "c", "d", "e"]) == expected
