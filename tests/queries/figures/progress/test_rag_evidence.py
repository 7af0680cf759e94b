"""rag_evidence and disagree of project_progress, on both sides of every threshold. D is 2026-03-31."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given

KPI = "kpi_id | baseline_value | baseline_on | target_value | target_on"


def report(reported_on: str, rag: str = "green") -> dict[str, str]:
    """The tables of a ledger whose project has one report."""
    return {"status_reports": f"project_id | reported_on | rag\np | {reported_on} | {rag}"}


def evidence(given: Given, expected: str | None, **tables: str) -> None:
    """Assert the evidence of the one project."""
    given(**tables).shows("project_progress", f"rag_evidence\n{expected or '-'}")


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        ("2026-03-31", "-", "green"),  # due on D
        ("2026-03-30", "-", "amber"),  # 1 day
        ("2025-12-31", "-", "amber"),  # 90 days
        ("2025-12-30", "-", "red"),  # 91 days
        ("2025-12-30", "2026-03-31", "green"),  # done on D
        ("2025-12-30", "2026-04-01", "red"),  # done after D
    ],
)
def test_milestones(given: Given, due_on: str, done_on: str, expected: str) -> None:
    milestones = f"milestone_id | due_on | done_on\nm | {due_on} | {done_on}\nfar | 2027-01-01 | -"
    evidence(given, expected, milestones=milestones, **report("2026-03-31"))


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [
        ("2026-03-31", "green"),
        ("2025-12-31", "green"),  # 90 days
        ("2025-12-30", "amber"),  # 91 days
        ("2025-10-02", "amber"),  # 180 days
        ("2025-10-01", "red"),  # 181 days
        ("2026-04-01", None),  # after D: no report, and nothing else to judge by
    ],
)
def test_age_of_the_report(given: Given, reported_on: str, expected: str | None) -> None:
    evidence(given, expected, **report(reported_on))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-31", "green"),  # before the project starts
        ("2024-04-01", "green"),
        ("2024-07-01", "green"),  # 91 days: without a report there is no report age
        ("2024-09-28", "green"),  # 180 days
        ("2024-09-29", "red"),  # 181 days
    ],
)
def test_no_report_where_reports_are_expected(given: Given, as_of: str, expected: str) -> None:
    programmes = "programme_id | reports_expected\nprog | true"
    evidence(given, expected, as_of=as_of, programmes=programmes, **report("2026-04-01"))


WITHOUT_REPORT = {
    "": None,
    "milestones": "milestone_id | due_on\nm | 2027-01-01",
    "kpis": f"{KPI}\nk | 0 | 2025-04-01 | 10 | 2027-03-31",
    "grants": "fiscal_year | decided_yen\n2024 | 100",
}


@pytest.mark.parametrize("expects", ["-", "false"])
@pytest.mark.parametrize(
    ("recorded", "values", "expected"),
    [
        ("", "", None),
        ("milestones", "", "green"),  # a plan that is not due yet
        ("kpis", "", None),  # never measured: no lag
        ("kpis", "2026-04-01", None),  # measured after D
        ("kpis", "2026-03-31", "green"),
        ("grants", "", None),  # rules that pass tell nothing of progress
    ],
)
def test_what_is_not_known_is_neither_on_track_nor_late(
    given: Given, expects: str, recorded: str, values: str, expected: str | None
) -> None:
    tables = {recorded: text} if (text := WITHOUT_REPORT[recorded]) else {}
    evidence(
        given,
        expected,
        programmes=f"programme_id | reports_expected | grant_cap_yen\nprog | {expects} | 100",
        kpi_values=f"kpi_id | measured_on | value\n{f'k | {values} | 9' if values else ''}",
        **tables,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("750", "green"),  # 250 permille behind
        ("749.51", "green"),  # 250.49, rounded to 250
        ("749.5", "amber"),  # 250.5, rounded to 251
        ("749", "amber"),  # 251
        ("-9000", "amber"),  # no lag is red
        ("1500", "green"),  # ahead
    ],
)
def test_kpi_lag(given: Given, value: str, expected: str) -> None:
    kpis = """
        kpi_id | baseline_value | baseline_on | target_value | target_on
        k      | 0              | 2025-04-01  | 1000         | 2026-03-31
        ahead  | 0              | 2025-04-01  | 1000         | 2027-03-31
        none   | -              | 2025-04-01  | 1000         | 2026-03-31
    """
    values = f"kpi_id | measured_on | value\nk | 2026-03-01 | {value}\nahead | 2026-03-01 | 999"
    evidence(given, expected, kpis=kpis, kpi_values=values, **report("2026-03-31"))


@pytest.mark.parametrize(
    ("decided", "settled", "expected"),
    [
        ("100", "100", "green"),
        ("101", "-", "red"),  # over the cap
        ("100", "101", "red"),  # settled over decided
        ("0", "0", "green"),  # over the request would only be a warning
        ("-", "-", "green"),  # nothing can be assessed
    ],
)
def test_rules(given: Given, decided: str, settled: str, expected: str) -> None:
    evidence(
        given,
        expected,
        programmes="programme_id | grant_cap_yen\nprog | 100",
        grants=f"fiscal_year | decided_yen | settled_yen | requested_yen\n2024 | {decided} | {settled} | -",
        **report("2026-03-31"),
    )


def test_a_warning_is_no_failure(given: Given) -> None:
    grants = "fiscal_year | requested_yen | decided_yen | paid_yen\n2024 | 1 | 2 | 2"
    evidence(given, "green", grants=grants, **report("2026-03-31"))


def test_a_rule_about_the_project_as_a_whole(given: Given) -> None:
    tables = {
        "projects": "project_id | consortium_id\np | c",
        "consortia": "consortium_id | members_complete\nc | true",
    }
    evidence(given, "red", **tables)  # a consortium known to have no member; nothing else is known


def test_red_goes_before_amber_and_each_project_has_its_own(given: Given) -> None:
    given(
        projects="project_id\na\nb\nc",
        milestones="""
            milestone_id | project_id | due_on
            m1           | a          | 2026-03-30
            m2           | a          | 2025-12-30
            m3           | b          | 2026-03-30
        """,
        status_reports="""
            project_id | reported_on | rag
            a          | 2025-12-01  | red
            b          | 2026-03-31  | green
            c          | 2026-03-31  | green
        """,
    ).shows(
        "project_progress",
        """
            project_id | rag_evidence | disagree
            a          | red          | false
            b          | amber        | true
            c          | green        | false
        """,
    )


@pytest.mark.parametrize(
    ("status", "expected", "disagree"),
    [
        ("selected", "green", "true"),
        ("active", "green", "true"),
        ("completed", "-", "false"),
        ("withdrawn", "-", "false"),
    ],
)
def test_only_selected_and_active_projects(given: Given, status: str, expected: str, disagree: str) -> None:
    given(projects=f"project_id | status\np | {status}", **report("2026-03-31", "red")).shows(
        "project_progress", f"rag_reported | rag_evidence | disagree\nred | {expected} | {disagree}"
    )


@pytest.mark.parametrize("rag", ["green", "amber", "red"])
def test_disagree_is_both_there_and_different(given: Given, rag: str) -> None:
    given(**report("2025-12-30", rag)).shows(
        "project_progress",
        f"rag_reported | rag_evidence | disagree\n{rag} | amber | {str(rag != 'amber').lower()}",
    )


def test_nothing_disagrees_where_nothing_is_reported(given: Given) -> None:
    given(programmes="programme_id | reports_expected\nprog | true").shows(
        "project_progress", "rag_reported | rag_evidence | disagree\n- | red | false"
    )


def test_nothing_disagrees_where_nothing_can_be_judged(given: Given) -> None:
    given(
        projects="project_id\np\nq", milestones="milestone_id | project_id | due_on\nm | q | 2027-01-01"
    ).shows(
        "rag_agreement", "rag | rag_evidence | disagree | projects\n- | green | false | 1\n- | - | false | 1"
    )
