"""evidence_reasons and rag_agreement: why the record speaks for a colour. D is 2026-03-31."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Both, Given

EXPECTING = "programme_id | reports_expected\nprog | true"


def test_every_reason_with_what_it_is_about(given: Given) -> None:
    given(
        programmes="programme_id | grant_cap_yen\nprog | 100",
        grants="fiscal_year | decided_yen\n2024 | 101\n2025 | 100",
        milestones="""
            milestone_id | title_ja | title_en | due_on     | done_on
            red          | 赤       | Red      | 2025-12-30 | -
            amber        | 黄       | Amber    | 2025-12-31 | -
            late         | 後       | Late     | 2026-03-31 | -
            done         | 済       | Done     | 2025-12-30 | 2026-01-01
        """,
        kpis="""
            kpi_id | name_ja | name_en | baseline_value | baseline_on | target_value | target_on
            behind | 遅      | Behind  | 0              | 2025-04-01  | 1000         | 2026-03-31
            fine   | 良      | Fine    | 0              | 2025-04-01  | 1000         | 2026-03-31
        """,
        kpi_values="kpi_id | measured_on | value\nbehind | 2026-03-01 | 749\nfine | 2026-03-01 | 750",
        status_reports="project_id | reported_on | rag\np | 2025-12-30 | green",
    ).shows(
        "evidence_reasons",
        """
            rag   | reason            | about_id | fiscal_year | since_on   | days | lag_permille | actual | bound
            red   | milestone_overdue | red      | -           | 2025-12-30 | 91   | -            | -      | -
            red   | rule_failed       | cap      | 2024        | -          | -    | -            | 101    | 100
            amber | kpi_behind        | behind   | -           | -          | -    | 251          | -      | -
            amber | milestone_overdue | amber    | -           | 2025-12-31 | 90   | -            | -      | -
            amber | report_old        | -        | -           | 2025-12-30 | 91   | -            | -      | -
        """,
    ).shows("project_progress", "rag_evidence | disagree\nred | true").shows(
        "evidence_reasons", "title_ja | title_en\n赤 | Red\n- | -\n遅 | Behind\n黄 | Amber\n- | -"
    )


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [
        ("2025-12-31", ""),  # 90 days
        ("2025-12-30", "p | amber | report_old | 91"),
        ("2025-10-02", "p | amber | report_old | 180"),
        ("2025-10-01", "p | red | report_old | 181"),
        ("2026-04-01", "p | red | no_report | 729"),  # after D; 1 April 2024 is 729 days ago
    ],
)
def test_the_age_of_the_report(given: Given, reported_on: str, expected: str) -> None:
    given(
        programmes=EXPECTING, status_reports=f"project_id | reported_on | rag\np | {reported_on} | green"
    ).shows("evidence_reasons", f"project_id | rag | reason | days\n{expected}")


@pytest.mark.parametrize(
    ("as_of", "found"), [("2024-09-28", ""), ("2024-09-29", "no_report | 181 | 2024-04-01")]
)
def test_a_first_report_is_missed_after_half_a_year(given: Given, as_of: str, found: str) -> None:
    given(as_of=as_of, programmes=EXPECTING).shows("evidence_reasons", f"reason | days | since_on\n{found}")


@pytest.mark.parametrize("status", ["completed", "withdrawn"])
def test_only_running_projects(given: Given, status: str) -> None:
    given(
        projects=f"project_id | status\np | {status}", milestones="milestone_id | due_on\nm | 2025-01-01"
    ).shows("evidence_reasons", "project_id").shows("rag_agreement", "projects")


def test_pairs_of_colours(given: Given) -> None:
    given(
        programmes=EXPECTING,
        projects="project_id | theme\na | health\nb | health\nc | mobility\nd | mobility",
        milestones="milestone_id | project_id | due_on\nm | b | 2026-03-30",
        status_reports="""
            project_id | reported_on | rag
            a          | 2026-03-31  | green
            b          | 2026-03-31  | green
            c          | 2026-03-31  | green
        """,
    ).shows(
        "rag_agreement",
        """
            rag   | rag_evidence | disagree | projects
            green | amber        | true     | 1
            green | green        | false    | 2
            -     | red          | false    | 1
        """,
    ).shows("rag_agreement", "rag_evidence | projects\namber | 1\ngreen | 1", theme="health")


def test_the_colour_is_the_worst_reason(both: Both) -> None:
    for ledger in both:
        worst: dict[str, str] = {}
        for row in ledger.rows("evidence_reasons"):
            if worst.get(row["project_id"]) != "red":
                worst[row["project_id"]] = row["rag"]
        progress = [row for row in ledger.rows("project_progress") if row["rag_evidence"]]
        assert {
            row["project_id"]: row["rag_evidence"] for row in progress if row["rag_evidence"] != "green"
        } == worst
        pairs = ledger.rows("rag_agreement")
        assert sum(row["projects"] for row in pairs if row["rag_evidence"]) == len(progress)
        assert sum(row["projects"] for row in pairs if row["disagree"]) == len(
            [r for r in progress if r["disagree"]]
        )
