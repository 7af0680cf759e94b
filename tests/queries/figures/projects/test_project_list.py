"""project_list, status_counts, rag_counts: the selected projects, listed and counted."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "programmes": """
        programme_id | grant_cap_yen
        a            | 100
        b            | -
    """,
    "projects": """
        project_id | title_ja | title_en | programme_id | area_id | theme    | status    | start_fy | end_fy
        p1         | 甲       | First    | a            | east    | mobility | active    | 2023     | 2025
        p2         | 乙       | -        | a            | east    | tourism  | withdrawn | 2024     | -
        p3         | 丙       | -        | b            | isles   | mobility | selected  | 2024     | -
        p4         | 丁       | -        | b            | isles   | mobility | active    | 2024     | -
    """,
    "grants": """
        project_id | fiscal_year | decided_yen | paid_yen
        p1         | 2023        | 60          | 50
        p1         | 2024        | 70          | -
        p3         | 2024        | -           | -
    """,
    "milestones": """
        milestone_id | project_id | due_on     | done_on
        m1           | p1         | 2025-03-31 | 2025-03-01
        m2           | p1         | 2025-04-01 | -
        m3           | p1         | 2027-04-01 | -
    """,
    "status_reports": """
        project_id | reported_on | rag
        p1         | 2026-03-01  | amber
        p1         | 2026-04-01  | red
        p2         | 2025-03-01  | red
        p4         | 2026-03-01  | amber
    """,
}


def test_columns_of_the_project(given: Given) -> None:
    given(**LEDGER).shows(
        "project_list",
        """
            project_id | title_ja | title_en | programme_id | area_id | theme    | status | start_fy | end_fy
            p1         | 甲       | First    | a            | east    | mobility | active | 2023     | 2025
        """,
        project_id="p1",
    )


def test_money_and_progress(given: Given) -> None:
    given(**LEDGER).shows(
        "project_list",
        """
            project_id | decided_yen | paid_yen | limit_yen | published
            p1         | 130         | 50       | 200       | true
            p2         | -           | -        | -         | true
            p3         | -           | -        | -         | true
            p4         | -           | -        | -         | true
        """,
    ).shows(
        "project_list",
        """
            project_id | milestones | milestones_done | milestones_overdue | rag_reported | report_age_days
            p1         | 3          | 1               | 1                  | amber        | 30
            p2         | 0          | 0               | 0                  | red          | 395
            p3         | 0          | 0               | 0                  | -            | -
            p4         | 0          | 0               | 0                  | amber        | 30
        """,
    ).shows(
        "project_list",
        """
            project_id | last_report_on
            p1         | 2026-03-01
            p2         | 2025-03-01
            p3         | -
            p4         | 2026-03-01
        """,
    )


def test_fiscal_years_narrow_the_money_not_the_projects(given: Given) -> None:
    given(**LEDGER).shows(
        "project_list",
        """
            project_id | decided_yen | limit_yen | milestones
            p1         | 70          | 100       | 3
            p2         | -           | -         | 0
        """,
        programme_id="a",
        from_fy=2024,
    )


def test_status_counts(given: Given) -> None:
    given(**LEDGER).shows(
        "status_counts",
        """
            status    | projects
            active    | 2
            selected  | 1
            withdrawn | 1
        """,
    ).shows("status_counts", "status | projects\nactive | 1\nselected | 1", area_id="isles")


def test_rag_counts_leave_out_what_is_over(given: Given) -> None:
    given(**LEDGER).shows(
        "rag_counts",
        """
            rag   | projects | running
            amber | 2        | 3
            -     | 1        | 3
        """,
    ).shows("rag_counts", "rag | projects | running\namber | 1 | 1", programme_id="a")
