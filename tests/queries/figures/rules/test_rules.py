"""rule_findings and rule_summary: one row per check, as selected, in both audiences."""

from __future__ import annotations

from typing import Any

import pytest

from smart_tokyo.ledger.tables.checks import of_kind
from tests.queries.ledger import Given, Ledger

RULES = [one.name for one in of_kind("programme")]
OF_PROJECTS = [one.name for one in of_kind("programme") if one.table == "projects"]
OUTCOMES = {"passed": "pass", "warned": "warn", "failed": "fail", "not_assessed": "not_assessed"}


@pytest.fixture
def portfolio(given: Given) -> Ledger:
    """Three projects of two programmes; one grant is over the cap, one over its request."""
    return given(
        programmes="programme_id | grant_cap_yen\na | 100\nb | -",
        areas="area_id | programme_id\nnorth | a\nsouth | b",
        projects="""
            project_id | programme_id | area_id | theme    | start_fy
            p1         | a            | north   | mobility | 2023
            p2         | b            | south   | mobility | 2023
            p3         | a            | south   | tourism  | 2023
        """,
        grants="""
            project_id | fiscal_year | requested_yen | decided_yen
            p2         | 2023        | 10            | 11
            p1         | 2024        | 200           | 101
            p1         | 2023        | 200           | 100
        """,
    )


def test_the_rules_of_the_contract_are_checked() -> None:
    assert {
        "cap", "consecutive", "consortium", "date_order", "decided_in_year", "duration", "over_request",
        "paid_within_settled", "project_years", "rate", "settled_within_decided",
    } <= set(RULES)  # fmt: skip


def test_one_row_per_check_in_order(portfolio: Ledger) -> None:
    found = [(row["rule"], row["fiscal_year"], row["project_id"]) for row in portfolio.rows("rule_findings")]
    grants = [(2023, "p1"), (2023, "p2"), (2024, "p1")]
    projects = [(None, "p1"), (None, "p2"), (None, "p3")]
    expected = [(rule, *one) for rule in RULES for one in (projects if rule in OF_PROJECTS else grants)]
    assert found == expected


def test_the_table_itself_is_in_that_order(portfolio: Ledger) -> None:
    stored = portfolio.con.table("rule_results").fetchall()
    assert [row[:6] for row in stored] == [tuple(row.values()) for row in portfolio.rows("rule_findings")]


def test_a_summary_counts_the_outcomes(portfolio: Ledger) -> None:
    assessed = {
        "cap": "2 | 1 | 0 | 1 | 1",
        "over_request": "3 | 2 | 1 | 0 | 0",
        "project_years": "3 | 3 | 0 | 0 | 0",
    }
    lines = [f"{rule} | {assessed.get(rule, '0 | 0 | 0 | 0 | 3')}" for rule in RULES]
    header = "rule | checked | passed | warned | failed | not_assessed"
    portfolio.shows("rule_summary", "\n".join([header, *lines]))


@pytest.mark.parametrize(
    ("selection", "grants", "projects"),
    [
        ({}, 3, 3),
        ({"programme_id": "a"}, 2, 2),
        ({"area_id": "south"}, 1, 2),
        ({"theme": "tourism"}, 0, 1),
        ({"project_id": "p1"}, 2, 1),
        ({"from_fy": 2024}, 1, 3),  # what is about the project as a whole stays
        ({"to_fy": 2023}, 2, 3),
        ({"from_fy": 2024, "to_fy": 2024, "project_id": "p2"}, 0, 1),
        ({"project_id": "no such"}, 0, 0),
    ],
    ids=str,
)
def test_a_selection(portfolio: Ledger, selection: dict[str, Any], grants: int, projects: int) -> None:
    found = portfolio.rows("rule_findings", **selection)
    summary = portfolio.rows("rule_summary", **selection)
    assert [row["rule"] for row in summary] == RULES
    for row in summary:
        of_rule = [one["outcome"] for one in found if one["rule"] == row["rule"]]
        assert len(of_rule) == (projects if row["rule"] in OF_PROJECTS else grants)
        assert {name: row[name] for name in OUTCOMES} == {
            name: of_rule.count(outcome) for name, outcome in OUTCOMES.items()
        }
        assert row["checked"] == row["passed"] + row["warned"] + row["failed"]


def test_the_public_sees_the_same_of_what_it_sees(given: Given) -> None:
    ledger = given(audience="public", grants="fiscal_year | requested_yen | decided_yen\n2024 | 10 | 11")
    ledger.shows(
        "rule_summary", "rule | warned\n" + "\n".join(f"{r} | {int(r == 'over_request')}" for r in RULES)
    )
