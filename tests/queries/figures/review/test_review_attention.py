"""review_attention: every reason on both sides of its threshold. D is 2026-03-31 unless said."""

from __future__ import annotations

import duckdb
import pytest

from tests.queries.ledger import Given

COLUMNS = "project_id | reason | since_on | days"
REPORTS = "project_id | reported_on | rag"


def finds(given: Given, expected: str, **tables: str) -> None:
    """Assert all rows, given without the project `p` as in `report_old 2025-12-30 91`."""
    lines = [f"p | {line.strip().replace(' ', ' | ')}" for line in expected.splitlines() if line.strip()]
    given(**tables).shows("review_attention", "\n".join([COLUMNS, *lines]))


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        ("2026-03-31", "-", ""),  # due on D
        ("2026-03-30", "-", "milestone_overdue 2026-03-30 1"),
        ("2026-03-30", "2026-03-31", ""),
        ("2026-03-30", "2026-04-01", "milestone_overdue 2026-03-30 1"),
    ],
)
def test_milestone_overdue(given: Given, due_on: str, done_on: str, expected: str) -> None:
    milestones = f"milestone_id | due_on | done_on\nm | {due_on} | {done_on}"
    finds(given, expected, milestones=milestones, status_reports=f"{REPORTS}\np | 2026-03-31 | "
          + ("amber" if expected else "green"))  # fmt: skip


def test_the_earliest_overdue_milestone(given: Given) -> None:
    milestones = """
        milestone_id | due_on     | done_on
        done         | 2025-01-01 | 2025-01-01
        later        | 2026-03-30 | -
        earliest     | 2026-03-01 | -
        ahead        | 2026-04-01 | -
    """
    finds(
        given,
        "milestone_overdue 2026-03-01 30",
        milestones=milestones,
        status_reports=f"{REPORTS}\np | 2026-03-31 | amber",
    )


@pytest.mark.parametrize(
    ("reported_on", "rag", "expected"),
    [
        ("2025-12-31", "green", ""),  # 90 days
        ("2025-12-30", "amber", "report_old 2025-12-30 91"),
        ("2025-10-01", "red", "report_old 2025-10-01 181"),
    ],
)
def test_report_old(given: Given, reported_on: str, rag: str, expected: str) -> None:
    finds(given, expected, status_reports=f"{REPORTS}\np | 2024-04-01 | red\np | {reported_on} | {rag}")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-31", ""),
        ("2024-06-30", ""),  # 90 days after 1 April 2024
        ("2024-07-01", "report_old 2024-04-01 91"),
        ("2026-03-31", "report_old 2024-04-01 729"),
    ],
)
@pytest.mark.parametrize("expects", ["true", "false", "-"])
def test_no_report_yet(given: Given, as_of: str, expected: str, expects: str) -> None:
    finds(
        given,
        expected if expects == "true" else "",
        as_of=as_of,
        programmes=f"programme_id | reports_expected\nprog | {expects}",
        status_reports=f"{REPORTS}\np | 2026-04-01 | green",
    )


@pytest.mark.parametrize(("value", "rag", "expected"), [(750, "green", ""), (749, "amber", "kpi_lag - -")])
def test_kpi_lag(given: Given, value: int, rag: str, expected: str) -> None:
    finds(
        given,
        expected,
        kpis="""
            kpi_id | baseline_value | baseline_on | target_value | target_on
            k      | 0              | 2025-04-01  | 1000         | 2026-03-31
            fine   | 0              | 2025-04-01  | 1000         | 2027-03-31
        """,
        kpi_values=f"kpi_id | measured_on | value\nk | 2026-03-01 | {value}\nfine | 2026-03-01 | 999",
        status_reports=f"{REPORTS}\np | 2026-03-31 | {rag}",
    )


@pytest.mark.parametrize(
    ("rag", "expected"),
    [("green", ""), ("amber", "rag_disagree 2026-03-21 10"), ("red", "rag_disagree 2026-03-21 10")],
)
def test_rag_disagree(given: Given, rag: str, expected: str) -> None:
    finds(given, expected, status_reports=f"{REPORTS}\np | 2026-03-21 | {rag}")


@pytest.mark.parametrize(
    ("decided", "requested", "expected"),
    [
        (100, 100, ""),
        (101, 101, "rule_fail - -"),
        (100, 99, ""),  # a warning
    ],
)
@pytest.mark.parametrize("status", ["active", "completed", "withdrawn"])
def test_rule_fail(given: Given, decided: int, requested: int, expected: str, status: str) -> None:
    finds(
        given,
        expected,
        programmes="programme_id | grant_cap_yen\nprog | 100",
        projects=f"project_id | status\np | {status}",
        grants=f"fiscal_year | requested_yen | decided_yen\n2024 | {requested} | {decided}",
        status_reports=f"{REPORTS}\np | 2026-03-31 | {'red' if 'fail' in expected else 'green'}",
    )


def test_many_failures_are_one_reason(given: Given) -> None:
    finds(
        given,
        "rule_fail - -",
        programmes="programme_id | grant_cap_yen | subsidy_rate_percent\nprog | 1 | 50",
        grants="fiscal_year | eligible_expense_yen | decided_yen\n2023 | 1 | 5\n2024 | 1 | 5",
        status_reports=f"{REPORTS}\np | 2026-03-31 | red",
    )


@pytest.mark.parametrize(
    ("decided", "settled", "settled_on", "expected"),
    [
        ("100", "80", "2025-04-10", ""),  # exactly 80 %
        ("100", "79", "2025-04-10", "headroom_unused 2025-04-10 355"),
        ("99", "79", "2025-04-10", "headroom_unused 2025-04-10 355"),  # 79.8 %; 80 % would be 79.2
        ("100", "0", "2026-03-31", "headroom_unused 2026-03-31 0"),  # settled on D
        ("100", "0", "2026-04-01", ""),  # settled after D
        ("100", "0", "-", "headroom_unused - -"),  # settled nobody knows when
        ("100", "-", "-", ""),
        ("-", "0", "-", ""),
        ("0", "0", "2025-04-10", ""),
        ("10000000000000", "7999999999999", "2025-04-10", "headroom_unused 2025-04-10 355"),
        ("10000000000000", "8000000000000", "2025-04-10", ""),
    ],
)
@pytest.mark.parametrize("status", ["completed", "withdrawn"])
def test_headroom_unused(
    given: Given, decided: str, settled: str, settled_on: str, expected: str, status: str
) -> None:
    finds(
        given,
        expected,
        projects=f"project_id | status\np | {status}",
        grants=f"""
            fiscal_year | decided_yen | settled_yen | settled_on
            2024        | {decided}   | {settled}   | {settled_on}
        """,
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-31", "2023"),  # the last day of 2024
        ("2025-04-01", "2024"),
        ("2025-12-31", "2024"),
        ("2026-01-01", "2024"),
        ("2026-03-31", "2024"),
        ("2026-04-01", "2025"),
    ],
)
def test_the_fiscal_year_before_that_of_the_as_of_date(given: Given, as_of: str, expected: str) -> None:
    finds(
        given,
        f"headroom_unused {expected}-10-01 {AGES[as_of]}",
        as_of=as_of,
        projects="project_id | status | start_fy\np | completed | 2022",
        grants="fiscal_year | decided_yen | settled_yen | settled_on\n"
        + "\n".join(f"{year} | 10 | 1 | {year}-10-01" for year in range(2022, 2027)),
    )


AGES = {
    "2025-03-31": 547,
    "2025-04-01": 182,
    "2025-12-31": 456,
    "2026-01-01": 457,
    "2026-03-31": 546,
    "2026-04-01": 182,
}

PORTFOLIO = {
    "programmes": "programme_id | reports_expected\na | -\nb | true",
    "projects": """
        project_id | programme_id | area_id | theme    | status
        p2         | b            | south   | tourism  | selected
        p1         | a            | north   | mobility | active
        p3         | a            | south   | mobility | completed
        p4         | a            | south   | mobility | withdrawn
    """,
    "milestones": """
        milestone_id | project_id | due_on
        m1           | p1         | 2025-12-30
        m3           | p3         | 2025-12-30
        m4           | p4         | 2025-12-30
    """,
    "kpis": """
        kpi_id | project_id | baseline_value | baseline_on | target_value | target_on
        k1     | p1         | 0              | 2025-04-01  | 1            | 2026-03-31
        k3     | p3         | 0              | 2025-04-01  | 1            | 2026-03-31
    """,
    "kpi_values": "kpi_id | measured_on | value\nk1 | 2026-03-01 | 0\nk3 | 2026-03-01 | 0",
    "status_reports": "project_id | reported_on | rag\np1 | 2025-12-01 | green\np3 | 2024-12-01 | red",
    "grants": """
        project_id | fiscal_year | decided_yen | settled_yen | settled_on
        p1         | 2024        | 10          | 1           | 2025-04-10
        p4         | 2024        | 10          | 11          | 2025-04-10
    """,
}


def test_all_reasons_in_order(given: Given) -> None:
    given(**PORTFOLIO).shows(
        "review_attention",
        """
            project_id | reason            | since_on   | days
            p1         | headroom_unused   | 2025-04-10 | 355
            p1         | kpi_lag           | -          | -
            p1         | milestone_overdue | 2025-12-30 | 91
            p1         | rag_disagree      | 2025-12-01 | 120
            p1         | report_old        | 2025-12-01 | 120
            p2         | report_old        | 2024-04-01 | 729
            p4         | rule_fail         | -          | -
        """,
    )


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        ("programme_id", "b", "p2"),
        ("area_id", "south", "p2 p4"),
        ("theme", "mobility", "p1 p4"),
        ("project_id", "p3", ""),
        ("from_fy", 2030, "p1 p2 p4"),  # it is about the as-of date
    ],
)
def test_a_selection(given: Given, parameter: str, value: object, expected: str) -> None:
    rows = given(**PORTFOLIO).rows("review_attention", **{parameter: value})
    assert sorted({row["project_id"] for row in rows}) == expected.split()


def test_the_public_does_not_have_it(given: Given) -> None:
    with pytest.raises(duckdb.CatalogException):
        given(audience="public", **PORTFOLIO).rows("review_attention")
