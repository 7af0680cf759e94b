"""check_list and unassessed_counts: the checks as a person goes through them, and why some could not be made."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given, Ledger

PROGRAMMES = """
    programme_id | grant_cap_yen | subsidy_rate_percent | max_fiscal_years
    full         | 100           | 50                   | 3
    none         | -             | -                    | -
"""
PROJECTS = """
    project_id | programme_id | start_fy | consortium_id
    f          | full         | 2023     | -
    n          | none         | 2023     | -
    g          | full         | 2023     | c
"""


@pytest.fixture
def unknown(given: Given) -> Ledger:
    """A project of each programme and one with a consortium; nothing is known of their grants."""
    return given(
        programmes=PROGRAMMES,
        projects=PROJECTS,
        grants="project_id | fiscal_year\nf | 2023\nn | 2023\ng | 2023",
        consortia="consortium_id | members_complete\nc | false",
    )


@pytest.mark.parametrize(
    ("rule", "project", "expected"),
    [
        ("cap", "f", "amount"),
        ("cap", "n", "bound"),
        ("rate", "f", "amount"),
        ("rate", "n", "bound"),
        ("duration", "n", "bound"),
        ("consecutive", "f", "amount"),
        ("paid_within_settled", "n", "amount"),
        ("date_order", "f", "dates"),
        ("decided_in_year", "n", "dates"),
        ("consortium", "f", "consortium"),
        ("consortium", "g", "members"),
        ("project_years", "f", None),  # a check that could be made
    ],
)
def test_why_a_check_could_not_be_made(
    unknown: Ledger, rule: str, project: str, expected: str | None
) -> None:
    (row,) = (row for row in unknown.rows("check_list", project_id=project) if row["rule"] == rule)
    assert (row["outcome"] == "not_assessed") == (expected is not None)
    assert row["why"] == expected


@pytest.mark.parametrize(
    "selection", [{}, {"programme_id": "none"}, {"project_id": "g"}, {"from_fy": 2024}], ids=str
)
def test_reasons_are_counted(unknown: Ledger, selection: dict[str, object]) -> None:
    why = [row["why"] for row in unknown.rows("check_list", **selection) if row["why"]]
    counted = unknown.rows("unassessed_counts", **selection)
    assert {row["why"]: row["checks"] for row in counted} == {one: why.count(one) for one in why}
    assert [row["checks"] for row in counted] == sorted((row["checks"] for row in counted), reverse=True)


def test_reasons_of_one_project(unknown: Ledger) -> None:
    """Of the programme without a bound: cap, rate, duration, years in a row; dates of three rules; no consortium."""
    found = {row["why"]: row["checks"] for row in unknown.rows("unassessed_counts", project_id="n")}
    assert found["bound"] == 4 and found["consortium"] == 1


def test_what_fails_comes_first_and_what_is_not_assessed_last(given: Given) -> None:
    """p4 and p6 are over the cap, p2 has no lead, p5 got more than it asked for."""
    ledger = given(
        programmes="programme_id | grant_cap_yen\nprog | 100",
        projects="project_id | consortium_id\np1 | -\np2 | c\np4 | -\np5 | -\np6 | -",
        grants="""
            project_id | fiscal_year | requested_yen | decided_yen
            p1         | 2024        | 100           | 100
            p2         | 2025        | -             | -
            p4         | 2023        | 101           | 101
            p5         | 2024        | 10            | 11
            p6         | 2024        | 101           | 101
        """,
        consortia="consortium_id | members_complete\nc | true",
    )
    wanted = ("cap", "consortium", "over_request")
    found = [
        f"{row['project_id']} {row['rule']} {row['outcome']}"
        for row in ledger.rows("check_list")
        if row["rule"] in wanted and (row["rule"], row["outcome"]) != ("over_request", "pass")
        and (row["rule"], row["outcome"]) != ("consortium", "not_assessed")
    ]  # fmt: skip
    assert found == [
        "p6 cap fail",
        "p4 cap fail",
        "p2 consortium fail",
        "p5 over_request warn",
        "p1 cap pass",
        "p5 cap pass",
        "p2 cap not_assessed",
        "p2 over_request not_assessed",
    ]


def test_they_are_the_findings(unknown: Ledger) -> None:
    columns = ("rule", "project_id", "fiscal_year", "outcome", "actual", "bound")
    listed, found = (
        {tuple(row[name] for name in columns) for row in unknown.rows(query)}
        for query in ("check_list", "rule_findings")
    )
    assert listed == found
