"""What must add up, whatever the selection: totals, ledgers and groups are the same money."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.queries.ledger import Given, Ledger

MONEY = ("eligible_expense_yen", "requested_yen", "decided_yen", "settled_yen", "paid_yen")
LIMITS = ("limit_yen", "headroom_yen")

SELECTIONS: list[dict[str, Any]] = [
    {},
    {"programme_id": "a"},
    {"area_id": "area1"},
    {"theme": "tourism"},
    {"project_id": "p07"},
    {"from_fy": 2024},
    {"to_fy": 2023},
    {"programme_id": "b", "theme": "mobility", "from_fy": 2023, "to_fy": 2024},
    {"theme": "no such"},
]


def amount(number: int) -> str:
    """An amount that is unknown in every fifth case."""
    return "-" if number % 5 == 0 else str(number * 7919 % 1000)


@pytest.fixture
def portfolio(given: Given) -> Ledger:
    """Twelve projects of two programmes, with gaps of every kind."""
    projects = ["project_id | programme_id | area_id | theme | status"]
    grants = [f"project_id | fiscal_year | {' | '.join(MONEY)} | decided_on"]
    for i in range(12):
        programme, theme = "ab"[i % 2], ("mobility", "tourism", "health")[i % 3]
        status = ("active", "selected", "withdrawn", "completed")[i % 4]
        projects.append(f"p{i:02} | {programme} | area{i % 4} | {theme} | {status}")
        for year in range(2022, 2022 + i % 5):
            amounts = " | ".join(amount(i * 31 + year + 3 * k) for k in range(5))
            grants.append(f"p{i:02} | {year} | {amounts} | {'2026-04-01' if i == 9 else '-'}")
    return given(
        programmes="programme_id | grant_cap_yen | subsidy_rate_percent\na | 300 | 50\nb | - | 60",
        areas="area_id | programme_id\narea0 | a\narea1 | b\narea2 | a\narea3 | b",
        projects="\n".join(projects),
        grants="\n".join(grants),
    )


def total(rows: list[dict[str, Any]], column: str) -> int | None:
    """The sum of what is known; unknown where nothing is."""
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) if known else None


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_the_ledger_adds_up_to_the_totals(portfolio: Ledger, selection: dict[str, Any]) -> None:
    ledger = portfolio.rows("grant_ledger", **selection)
    (totals,) = portfolio.rows("programme_totals", **selection)
    assert totals["grant_years"] == len(ledger)
    for column in (*MONEY, *LIMITS):
        assert totals[column] == total(ledger, column), column


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("group", ["fiscal_year", "programme", "area", "theme"])
def test_groups_add_up_to_the_totals(portfolio: Ledger, selection: dict[str, Any], group: str) -> None:
    rows = portfolio.rows(f"funding_by_{group}", **selection)
    (totals,) = portfolio.rows("programme_totals", **selection)
    for column in [column for column in MONEY if rows and column in rows[0]]:
        assert totals[column] == total(rows, column), column
    projects = {row["project_id"] for row in portfolio.rows("grant_ledger", **selection)}
    if group != "fiscal_year":
        assert sum(row["projects"] for row in rows) == len(projects)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_stages_are_the_groups(portfolio: Ledger, selection: dict[str, Any]) -> None:
    stages = portfolio.rows("funding_stages", **selection)
    columns = ("projects", "eligible_expense_yen", "decided_yen", "paid_yen")
    for dimension, key in (
        ("area", "area_id"),
        ("fiscal_year", "fiscal_year"),
        ("programme", "programme_id"),
        ("theme", "theme"),
    ):
        rows = portfolio.rows(f"funding_by_{dimension}", **selection)
        found = [[row["id"], *(row[c] for c in columns)] for row in stages if row["dimension"] == dimension]
        assert found == [[str(row[key]), *(row[c] for c in columns)] for row in rows]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("dimension", ["area", "fiscal_year", "programme", "theme"])
def test_every_dimension_of_the_stages_adds_up(
    portfolio: Ledger, selection: dict[str, Any], dimension: str
) -> None:
    rows = [row for row in portfolio.rows("funding_stages", **selection) if row["dimension"] == dimension]
    (totals,) = portfolio.rows("programme_totals", **selection)
    (coverage,) = portfolio.rows("grant_coverage", **selection)
    assert sum(row["grant_years"] for row in rows) == totals["grant_years"] == coverage["grant_years"]
    assert sum(row["limit_unknown"] for row in rows) == coverage["grant_years"] - coverage["limit_known"]
    for column in (*MONEY, *LIMITS):
        assert total(rows, column) == totals[column], column


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_coverage_counts_the_ledger(portfolio: Ledger, selection: dict[str, Any]) -> None:
    ledger = portfolio.rows("grant_ledger", **selection)
    (coverage,) = portfolio.rows("grant_coverage", **selection)
    both = [row for row in ledger if row["headroom_yen"] is not None]
    assert coverage["projects"] == len({row["project_id"] for row in ledger})
    for column in ("requested", "decided", "settled", "paid", "limit"):
        assert coverage[f"{column}_known"] == len([r for r in ledger if r[f"{column}_yen"] is not None])
    assert coverage["over_limit"] == len([row for row in both if row["headroom_yen"] < 0])
    assert coverage["compared"] == len(both)
    assert coverage["compared_decided_yen"] == sum(row["decided_yen"] for row in both)
    assert coverage["compared_limit_yen"] == sum(row["limit_yen"] for row in both)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_lists_add_up_to_the_totals(portfolio: Ledger, selection: dict[str, Any]) -> None:
    (totals,) = portfolio.rows("programme_totals", **selection)
    projects = portfolio.rows("project_list", **selection)
    areas = portfolio.rows("area_list", **selection)
    statuses = portfolio.rows("status_counts", **selection)
    assert len(projects) == totals["projects"] == sum(row["projects"] for row in statuses)
    assert len(portfolio.rows("project_progress", **selection)) == totals["projects"]
    assert sum(row["projects"] for row in areas) == totals["projects"]
    programmes = portfolio.rows("projects_by_programme", **selection)
    assert sum(row["projects"] for row in programmes) == totals["projects"]
    assert len([row for row in areas if row["projects"]]) == totals["areas"]
    known = [row for row in projects if row["decided_yen"] is not None]
    assert sum(row["projects_decided"] for row in areas) == len(known)
    assert sum(row["grant_years"] for row in areas) == totals["grant_years"]
    for column in ("decided_yen", "paid_yen", "limit_yen"):
        assert total(projects, column) == totals[column]
    assert total(areas, "decided_yen") == totals["decided_yen"]


def test_every_row_of_the_ledger_obeys_the_definitions(portfolio: Ledger) -> None:
    for row in portfolio.rows("grant_ledger"):
        parts = [part for part in (row["cap_yen"], row["rate_limit_yen"]) if part is not None]
        assert row["limit_yen"] == (min(parts) if parts else None)
        if row["limit_yen"] is not None and row["decided_yen"] is not None:
            assert row["headroom_yen"] == row["limit_yen"] - row["decided_yen"]
        else:
            assert row["headroom_yen"] is None


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("grant_ledger", ("project_id", "fiscal_year")),
        ("funding_by_fiscal_year", ("fiscal_year",)),
        ("funding_stages", ("dimension", "id")),
        ("project_list", ("project_id",)),
        ("project_progress", ("project_id",)),
        ("area_list", ("area_id",)),
    ],
)
def test_keys_are_unique_known_and_in_order(portfolio: Ledger, query: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in key) for row in portfolio.rows(query)]
    assert None not in itertools.chain(*keys)
    assert keys == sorted(set(keys))


def test_the_public_sees_the_same_where_everything_is_published(given: Given) -> None:
    given(
        audience="public",
        grants="fiscal_year | decided_yen\n2024 | 5",
        milestones="milestone_id | due_on\nm | 2025-04-01",
    ).shows("programme_totals", "projects | decided_yen\n1 | 5").shows(
        "project_progress", "milestones_overdue | worst_overdue_days\n1 | 364"
    )
