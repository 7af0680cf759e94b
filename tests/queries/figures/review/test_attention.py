"""attention_list, attention_counts and attention_reasons: what review_attention finds, by weight and counted."""

from __future__ import annotations

import duckdb
import pytest

from tests.queries.figures.review.test_review_attention import PORTFOLIO
from tests.queries.ledger import Given


def test_rules_not_met_come_first_then_money_at_stake_then_what_has_been_open_longest(given: Given) -> None:
    """Days 729, 355, 120, 120 and 91 of all: what has no date stands at 120."""
    given(**PORTFOLIO).shows(
        "attention_list",
        """
            project_id | reason            | since_on   | days | failures | stake_yen | weight | point
            p4         | rule_fail         | -          | -    | 1        | 1         | 120.0  | 1
            p1         | headroom_unused   | 2025-04-10 | 355  | 0        | 9         | 355.0  | 1
            p2         | report_old        | 2024-04-01 | 729  | 0        | -         | 729.0  | 1
            p1         | kpi_lag           | -          | -    | 0        | -         | 120.0  | 2
            p1         | rag_disagree      | 2025-12-01 | 120  | 0        | -         | 120.0  | 3
            p1         | report_old        | 2025-12-01 | 120  | 0        | -         | 120.0  | 4
            p1         | milestone_overdue | 2025-12-30 | 91   | 0        | -         | 91.0  | 5
        """,
    )


def test_the_most_yen_at_stake_come_first(given: Given) -> None:
    """Unused money of the last fiscal year, whatever its days; a reason without money comes after."""
    given(
        projects="""
            project_id | status    | start_fy
            less       | completed | 2023
            more       | completed | 2023
            late       | active    | 2023
        """,
        grants="""
            project_id | fiscal_year | decided_yen | settled_yen | settled_on
            less       | 2024        | 10          | 1           | 2025-04-10
            more       | 2024        | 100         | 50          | 2025-12-21
            more       | 2023        | 900         | 1           | 2024-04-10
        """,
        milestones="milestone_id | project_id | due_on\nm | late | 2020-03-30",
    ).shows(
        "attention_list",
        "project_id | reason | days | stake_yen\n"
        "more | headroom_unused | 100 | 50\nless | headroom_unused | 355 | 9\nlate | milestone_overdue | 2192 | -",
    )


def test_a_reason_without_a_date_stands_at_the_median_of_its_reason_before_that_of_all(given: Given) -> None:
    """Days 355 and 100 of headroom_unused: 227.5; with 1 of a milestone 100 of all."""
    given(
        projects="""
            project_id | status
            a          | completed
            b          | completed
            c          | completed
            d          | active
        """,
        grants="""
            project_id | fiscal_year | decided_yen | settled_yen | settled_on
            a          | 2024        | 10          | 1           | 2025-12-21
            b          | 2024        | 10          | 1           | -
            c          | 2024        | 10          | 1           | 2025-04-10
        """,
        milestones="milestone_id | project_id | due_on\nm | d | 2026-03-30",
    ).shows(
        "attention_list",
        """
            project_id | reason            | days | weight
            c          | headroom_unused   | 355  | 355.0
            b          | headroom_unused   | -    | 227.5
            a          | headroom_unused   | 100  | 100.0
            d          | milestone_overdue | 1    | 1.0
        """,
    )


def test_most_rules_not_met_come_first(given: Given) -> None:
    given(
        programmes="programme_id | grant_cap_yen | subsidy_rate_percent\nprog | 1 | 50",
        projects="project_id | status\na | completed\nb | completed",
        grants="""
            project_id | fiscal_year | eligible_expense_yen | decided_yen
            a          | 2023        | 1000                 | 5
            b          | 2023        | 1                    | 5
        """,
    ).shows(
        "attention_list",
        # a is over the cap, b over the rate as well; 2023 is not among the years of either
        "project_id | reason | failures | stake_yen | weight\nb | rule_fail | 3 | 9 | -\na | rule_fail | 2 | 4 | -",
    )


@pytest.mark.parametrize(
    ("selection", "points", "projects", "since_on", "days"),
    [
        ({}, 7, 3, "2024-04-01", 729),
        ({"programme_id": "a"}, 6, 2, "2025-04-10", 355),
        ({"area_id": "south"}, 2, 2, "2024-04-01", 729),
        ({"project_id": "p4"}, 1, 1, "-", "-"),
        ({"project_id": "p3"}, 0, 0, "-", "-"),
        ({"from_fy": 2030}, 7, 3, "2024-04-01", 729),  # it is about the as-of date
    ],
    ids=str,
)
def test_points_and_projects_are_counted(
    given: Given, selection: dict[str, object], points: int, projects: int, since_on: str, days: object
) -> None:
    expected = f"points | projects | since_on | days\n{points} | {projects} | {since_on} | {days}"
    ledger = given(**PORTFOLIO).shows("attention_counts", expected, **selection)
    assert sum(row["points"] for row in ledger.rows("attention_reasons", **selection)) == points
    assert len(ledger.rows("attention_list", **selection)) == points


def test_points_by_reason(given: Given) -> None:
    given(**PORTFOLIO).shows(
        "attention_reasons",
        """
            reason            | points
            headroom_unused   | 1
            kpi_lag           | 1
            milestone_overdue | 1
            rag_disagree      | 1
            report_old        | 2
            rule_fail         | 1
        """,
    )


@pytest.mark.parametrize("query", ["attention_list", "attention_counts", "attention_reasons"])
def test_the_public_does_not_have_it(given: Given, query: str) -> None:
    with pytest.raises(duckdb.CatalogException):
        given(audience="public", **PORTFOLIO).rows(query)
