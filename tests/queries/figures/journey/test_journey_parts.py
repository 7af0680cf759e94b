"""journey_parts, close_reasons and issue_journey: the journey's parts, for the internal view alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.ledger import Both, Given, Ledger

LEDGER = {
    "issues": """
        issue_id | theme    | municipality_code | raised_on  | published
        i1       | mobility | 131075            | 2025-04-01 | true
        i2       | tourism  | 131075            | 2025-04-11 | false
        i3       | tourism  | 131199            | 2026-03-01 | true
        i4       | health   | 131199            | 2026-04-01 | true
    """,
    "hearings": """
        hearing_id | issue_id | stage   | held_on
        h1         | i1       | initial | 2025-04-11
        h2         | i2       | initial | 2025-05-01
    """,
    "matches": """
        match_id | issue_id | introduced_on | agreed_on  | closed_on  | close_reason | project_id
        m1       | i1       | 2025-05-01    | 2025-07-01 | -          | -            | p2
        m2       | i1       | 2025-05-02    | -          | 2025-06-01 | cost         | p1
        m3       | i2       | 2025-05-03    | -          | 2026-03-31 | cost         | -
        m4       | i2       | 2025-05-04    | 2025-05-05 | 2025-06-02 | -            | -
        m5       | i2       | 2025-05-05    | -          | 2026-04-01 | later        | -
        m6       | i3       | 2026-04-01    | -          | 2026-04-01 | later        | -
    """,
    "projects": "project_id | programme_id | consortium_id\np1 | a | c\np2 | b | -",
    "consortia": "consortium_id | formed_on\nc | 2025-08-01",
    "grants": """
        project_id | fiscal_year | decided_yen | decided_on | paid_yen | paid_on
        p1         | 2025        | 10          | 2025-09-01 | 5        | 2025-12-31
    """,
}


def test_parts(given: Given) -> None:
    ledger = given(**LEDGER)
    found: dict[tuple[str, str], list[Any]] = {}
    for row in ledger.rows("journey_parts"):
        found.setdefault((row["dimension"], row["id"]), []).append(row["issues"])
    assert found == {
        ("municipality", "131075"): [2, 2, 2, 2, 1, 1, 1],
        ("municipality", "131199"): [1, 0, 0, 0, 0, 0, 0],
        ("theme", "mobility"): [1, 1, 1, 1, 1, 1, 1],
        ("theme", "tourism"): [2, 1, 1, 1, 0, 0, 0],
    }
    assert list(found) == sorted(found)
    assert {row["id"] for row in ledger.rows("journey_parts", programme_id="b")} == {"131075", "mobility"}


def test_parts_add_up_to_the_journey(both: Both) -> None:
    internal, _ = both
    for dimension in ("theme", "municipality"):
        sums: dict[str, int] = {}
        for row in internal.rows("journey_parts"):
            if row["dimension"] == dimension:
                sums[row["step"]] = sums.get(row["step"], 0) + row["issues"]
        assert sums == {row["step"]: row["issues"] for row in internal.rows("journey_steps")}


def test_why_matches_closed(given: Given) -> None:
    ledger = given(**LEDGER)
    ledger.shows(
        "close_reasons",
        """
            close_reason | matches | after_agreement
            cost         | 2       | 0
            -            | 1       | 1
        """,
    )
    ledger.shows("close_reasons", "close_reason | matches\ncost | 1", theme="mobility")


def test_the_matches_behind_them(given: Given) -> None:
    given(**LEDGER).shows(
        "rows_matches",
        """
            match_id | issue_id | close_reason | is_agreed | is_closed
            m1       | i1       | -            | true      | false
            m2       | i1       | cost         | false     | true
            m3       | i2       | cost         | false     | true
            m4       | i2       | -            | true      | true
            m5       | i2       | later        | false     | false
        """,
    )


def test_the_issues_behind_the_parts(given: Given) -> None:
    rows = given(**LEDGER).rows("rows_journey_parts", theme="tourism")
    steps = ["issue", "issue", "initial_hearing", "introduced", "agreed"]
    assert [(row["step"], row["issue_id"]) for row in rows if row["dimension"] == "theme"] == list(
        zip(steps, ["i2", "i3", "i2", "i2", "i2"], strict=True)
    )
    assert [row["id"] for row in rows if row["issue_id"] == "i3"] == ["131199", "tourism"]


def test_the_farthest_step_is_marked(given: Given) -> None:
    rows = given(**LEDGER).rows("rows_journey")
    last = {row["issue_id"]: (row["step"], row["days_since"]) for row in rows if row["is_last"]}
    assert last == {"i1": ("paid", 90), "i2": ("agreed", 330), "i3": ("issue", 30)}


def test_what_each_issue_waits_for(given: Given) -> None:
    given(**LEDGER).shows(
        "issue_journey",
        """
            issue_id | last_step | waits_for       | since_on   | days | matches | open_matches | project_ids
            i2       | agreed    | consortium      | 2025-05-05 | 330  | 3       | 1            | -
            i3       | issue     | initial_hearing | 2026-03-01 | 30   | 0       | 0            | -
            i1       | paid      | -               | 2025-12-31 | 90   | 2       | 1            | p1;p2
        """,
    ).shows(
        "issue_journey",
        """
            issue_on   | initial_hearing_on | introduced_on | agreed_on  | consortium_on | award_on   | paid_on
            2025-04-11 | 2025-05-01         | 2025-05-03    | 2025-05-05 | -             | -          | -
            2026-03-01 | -                  | -             | -          | -             | -          | -
            2025-04-01 | 2025-04-11         | 2025-05-01    | 2025-07-01 | 2025-08-01    | 2025-09-01 | 2025-12-31
        """,
    )


def test_the_last_step_is_the_farthest_even_where_one_was_skipped(given: Given) -> None:
    given(
        issues="issue_id | raised_on\ni | 2025-04-01",
        matches="match_id | issue_id | introduced_on\nm | i | 2025-03-31",
    ).shows(
        "issue_journey",
        "initial_hearing_on | last_step | waits_for | since_on | days\n- | introduced | agreed | 2025-03-31 | 365",
    )


@pytest.mark.parametrize("query", ["journey_parts", "close_reasons", "issue_journey"])
def test_nothing_yet(given: Given, query: str) -> None:
    assert given(issues="").rows(query) == []


def test_each_issue_counts_in_the_journey(both: Both) -> None:
    internal, _ = both
    issues = internal.rows("issue_journey")
    for row in internal.rows("journey_steps"):
        assert row["issues"] == sum(one[f"{row['step']}_on"] is not None for one in issues)


def _waiting(ledger: Ledger) -> list[int]:
    return [row["days"] for row in ledger.rows("issue_journey") if row["waits_for"]]


def test_the_longest_waiting_first(both: Both) -> None:
    internal, _ = both
    waiting = _waiting(internal)
    assert waiting == sorted(waiting, reverse=True) and len(waiting) > 3


def test_hearings_held_so_far(given: Given) -> None:
    """By issue and day; one after D is not held yet."""
    given(
        issues="issue_id | theme\ni1 | mobility\ni2 | tourism",
        hearings="""
            hearing_id | issue_id | stage   | held_on    | note
            h1         | i1       | second  | 2026-03-31 | -
            h2         | i1       | initial | 2026-01-31 | said
            h3         | i1       | final   | 2026-04-01 | -
            h4         | i2       | initial | 2025-01-01 | -
        """,
    ).shows(
        "hearing_list",
        """
        issue_id | hearing_id | stage   | held_on    | note
        i1       | h2         | initial | 2026-01-31 | said
        i1       | h1         | second  | 2026-03-31 | -
        i2       | h4         | initial | 2025-01-01 | -
        """,
    )
