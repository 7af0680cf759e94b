"""journey_steps: how far issues got, in both audiences, on both sides of the as-of date, 2026-03-31."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.ledger import Given, Ledger

NONE = "0 0 0 0 0 0 0"
STEPS = ("issue", "initial_hearing", "introduced", "agreed", "consortium", "award", "paid")


def journey(ledger: Ledger, **selection: Any) -> list[tuple[Any, Any]]:
    """Issues and median of each step, in order."""
    rows = ledger.rows("journey_steps", **selection)
    assert [row["step"] for row in rows] == list(STEPS)
    return [(row["issues"], row["median_days_from_previous"]) for row in rows]


def counts(ledger: Ledger, **selection: Any) -> str:
    """The issues of each step, as in `1 1 0 0 0 0 0`."""
    return " ".join("-" if issues is None else str(issues) for issues, _ in journey(ledger, **selection))


WHOLE = {
    "issues": """
        issue_id | theme    | raised_on  | published
        i1       | mobility | 2025-04-01 | true
        i2       | tourism  | 2025-04-11 | false
        i3       | tourism  | 2025-04-21 | true
        i4       | health   | 2025-05-01 | true
    """,
    "hearings": """
        hearing_id | issue_id | stage   | held_on
        h1         | i1       | initial | 2025-04-11
        h2         | i1       | initial | 2025-04-21
        h3         | i1       | second  | 2025-04-02
        h4         | i2       | initial | 2025-05-01
        h5         | i3       | initial | 2025-05-26
    """,
    "matches": """
        match_id | issue_id | introduced_on | agreed_on  | project_id
        m1       | i1       | 2025-05-01    | 2025-07-01 | p1
        m2       | i1       | 2025-04-21    | 2025-07-11 | -
        m3       | i2       | 2025-05-02    | 2025-06-01 | p2
        m4       | i4       | 2025-06-01    | -          | -
    """,
    "projects": """
        project_id | programme_id | area_id | consortium_id
        p1         | a            | north   | c1
        p2         | b            | south   | c2
        p3         | b            | north   | c1
    """,
    "consortia": "consortium_id | formed_on\nc1 | 2025-08-01\nc2 | 2025-06-01",
    "grants": """
        project_id | fiscal_year | decided_yen | decided_on | paid_yen | paid_on
        p1         | 2025        | 10          | 2025-09-01 | 0        | 2025-10-01
        p1         | 2026        | 10          | 2025-08-31 | 5        | 2025-12-31
        p2         | 2025        | 0           | 2025-07-01 | -        | -
        p3         | 2025        | 1           | 2025-01-01 | 1        | 2025-01-02
    """,
}


def test_steps_in_order_with_medians(given: Given) -> None:
    given(**WHOLE).shows(
        "journey_steps",
        """
            step            | issues | median_days_from_previous
            issue           | 4      | -
            initial_hearing | 3      | 20.0
            introduced      | 3      | 5.5
            agreed          | 2      | 50.5
            consortium      | 2      | 15.5
            award           | 1      | 30.0
            paid            | 1      | 122.0
        """,
    )


def test_the_public_has_the_total_over_hidden_rows_too(given: Given) -> None:
    public = given(audience="public", **WHOLE)
    assert journey(public) == [
        (4, None), (3, 20.0), (3, 5.5), (2, 50.5), (2, 15.5), (1, 30.0), (1, 122.0)
    ]  # fmt: skip
    there = {row[0] for row in public.con.execute("select table_name from duckdb_tables()").fetchall()}
    assert not there & {"hearings", "matches", "issue_steps", "issue_projects", "attention"}


@pytest.mark.parametrize(
    "selection",
    [{"programme_id": "a"}, {"area_id": "north"}, {"theme": "tourism"}, {"project_id": "p1"}],
    ids=str,
)
def test_the_public_has_no_numbers_of_a_part(given: Given, selection: dict[str, Any]) -> None:
    public = given(audience="public", **WHOLE)
    assert journey(public, **selection) == [(None, None)] * 7
    assert journey(public, from_fy=2025, to_fy=2025) == journey(public)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"theme": "mobility"}, "1 1 1 1 1 1 1"),
        ({"theme": "tourism"}, "2 2 1 1 1 0 0"),  # the issue's theme, not the project's
        ({"theme": "health"}, "1 0 1 0 0 0 0"),
        ({"programme_id": "a"}, "1 1 1 1 1 1 1"),
        ({"programme_id": "b"}, "1 1 1 1 1 0 0"),
        ({"area_id": "north"}, "1 1 1 1 1 1 1"),
        ({"area_id": "south"}, "1 1 1 1 1 0 0"),
        ({"project_id": "p2"}, "1 1 1 1 1 0 0"),
        ({"project_id": "p3"}, "0 0 0 0 0 0 0"),  # no match names it
        ({"programme_id": "b", "area_id": "north"}, "0 0 0 0 0 0 0"),
        ({"theme": "mobility", "programme_id": "b"}, "0 0 0 0 0 0 0"),
        ({"theme": "tourism", "area_id": "south", "project_id": "p2"}, "1 1 1 1 1 0 0"),
        ({"from_fy": 2030}, "4 3 3 2 2 1 1"),
    ],
    ids=str,
)
def test_a_selection(given: Given, selection: dict[str, Any], expected: str) -> None:
    assert counts(given(**WHOLE), **selection) == expected


def test_a_selected_issue_counts_whole(given: Given) -> None:
    ledger = given(
        issues="issue_id | raised_on\ni | 2025-04-01",
        matches="""
            match_id | issue_id | introduced_on | agreed_on  | project_id
            m1       | i        | 2025-05-01    | -          | p1
            m2       | i        | 2025-04-02    | 2025-04-03 | p2
        """,
        projects="project_id | consortium_id\np1 | -\np2 | c",
        consortia="consortium_id | formed_on\nc | 2025-04-04",
    )
    expected = [(1, None), (0, None), (1, None), (1, 1.0), (1, 1.0), (0, None), (0, None)]
    assert journey(ledger, project_id="p1") == journey(ledger, project_id="p2") == journey(ledger) == expected


ISSUE = {
    "issues": "issue_id | raised_on\ni | 2025-04-01",
    "projects": "project_id | consortium_id\np | c",
}
MATCH = "match_id | issue_id | introduced_on | agreed_on | project_id"


@pytest.mark.parametrize(
    ("raised_on", "expected"),
    [("2026-03-31", "1 0 0 0 0 0 0"), ("2026-04-01", "0 0 0 0 0 0 0")],
)
def test_raised_on_the_day(given: Given, raised_on: str, expected: str) -> None:
    assert counts(given(issues=f"issue_id | raised_on\ni | {raised_on}")) == expected


@pytest.mark.parametrize(
    ("stage", "held_on", "expected"),
    [
        ("initial", "2026-03-31", "1 1 0 0 0 0 0"),
        ("initial", "2026-04-01", "1 0 0 0 0 0 0"),
        ("second", "2026-03-31", "1 0 0 0 0 0 0"),
        ("final", "2026-03-31", "1 0 0 0 0 0 0"),
    ],
)
def test_heard_on_the_day(given: Given, stage: str, held_on: str, expected: str) -> None:
    hearings = f"hearing_id | issue_id | stage | held_on\nh | i | {stage} | {held_on}"
    assert counts(given(**ISSUE, hearings=hearings)) == expected


@pytest.mark.parametrize(
    ("match", "formed_on", "expected"),
    [
        ("2026-03-31 | 2026-03-31 | p", "2026-03-31", "1 0 1 1 1 0 0"),
        ("2026-03-31 | 2026-04-01 | p", "2026-03-31", "1 0 1 0 1 0 0"),  # agreed after D
        ("2026-03-31 | - | p", "2026-04-01", "1 0 1 0 0 0 0"),  # formed after D
        ("2026-03-31 | - | p", "-", "1 0 1 0 0 0 0"),  # nobody knows when
        ("2026-03-31 | 2026-03-31 | -", "2026-03-31", "1 0 1 1 0 0 0"),  # the match names no project
        ("2026-04-01 | 2026-03-01 | p", "2026-03-31", "1 0 0 0 0 0 0"),  # a match after D is not there
    ],
)
def test_matched_on_the_day(given: Given, match: str, formed_on: str, expected: str) -> None:
    ledger = given(
        **ISSUE, matches=f"{MATCH}\nm | i | {match}", consortia=f"consortium_id | formed_on\nc | {formed_on}"
    )
    assert counts(ledger) == expected
    names_it = match.endswith("p") and not match.startswith("2026-04-01")
    assert counts(ledger, project_id="p") == (expected if names_it else NONE)


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ("1 | 2026-03-31 | 1 | 2026-03-31", "1 0 1 0 0 1 1"),
        ("1 | 2026-04-01 | 1 | 2026-04-01", "1 0 1 0 0 0 0"),
        ("0 | 2026-03-31 | 0 | 2026-03-31", "1 0 1 0 0 0 0"),
        ("- | 2026-03-31 | - | 2026-03-31", "1 0 1 0 0 0 0"),
        ("1 | - | 1 | -", "1 0 1 0 0 0 0"),  # the amount counts, but nobody knows since when
        ("- | - | 1 | 2026-03-31", "1 0 1 0 0 0 1"),  # a step can be passed over
    ],
)
def test_granted_on_the_day(given: Given, grant: str, expected: str) -> None:
    ledger = given(
        **ISSUE,
        matches=f"{MATCH}\nm | i | 2025-04-01 | - | p",
        grants=f"fiscal_year | decided_yen | decided_on | paid_yen | paid_on\n2025 | {grant}",
    )
    assert counts(ledger) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [([7], 7.0), ([1, 2], 1.5), ([9, 1, 2], 2.0), ([4, 1, 20, 3], 3.5), ([0, 0], 0.0), ([-3, 2], -0.5)],
    ids=str,
)
def test_the_median_is_the_mean_of_the_two_middle_ones(
    given: Given, days: list[int], expected: float
) -> None:
    issues = [f"i{number} | 2025-04-10" for number in range(len(days))]
    hearings = [f"h{n} | i{n} | initial | 2025-04-{10 + day:02}" for n, day in enumerate(days)]
    ledger = given(
        issues="\n".join(["issue_id | raised_on", "unheard | 2025-04-10", *issues]),
        hearings="\n".join(["hearing_id | issue_id | stage | held_on", *hearings]),
    )
    assert journey(ledger)[1] == (len(days), expected)


def test_two_issues_may_lead_to_one_project_and_one_to_two(given: Given) -> None:
    ledger = given(
        issues="issue_id | raised_on\ni1 | 2025-04-01\ni2 | 2025-04-01",
        matches=f"""
            {MATCH}
            m1 | i1 | 2025-05-01 | - | p1
            m2 | i1 | 2025-05-01 | - | p2
            m3 | i2 | 2025-05-01 | - | p2
            m4 | i2 | 2025-05-01 | - | p2
        """,
        projects="project_id | consortium_id\np1 | c1\np2 | c2",
        consortia="consortium_id | formed_on\nc1 | 2025-06-01\nc2 | 2025-07-01",
        grants="project_id | fiscal_year | decided_yen | decided_on\np1 | 2025 | 1 | 2025-07-01"
        "\np2 | 2025 | 1 | 2025-07-11\np2 | 2026 | 1 | 2025-07-21",
    )
    assert journey(ledger)[4:] == [(2, None), (2, 20.0), (0, None)]


def test_nothing_yet(given: Given) -> None:
    assert counts(given(projects="", issues="")) == NONE
