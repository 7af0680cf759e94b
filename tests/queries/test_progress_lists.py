"""milestone_list, kpi_list, kpi_series, report_list: what progress is made of."""

from __future__ import annotations

from tests.queries.ledger import Given

PROJECTS = """
    project_id | theme
    p1         | mobility
    p2         | tourism
"""


def test_milestone_list(given: Given) -> None:
    given(
        projects=PROJECTS,
        milestones="""
            milestone_id | project_id | title_ja | title_en | due_on     | done_on    | confidence | source_id
            m6           | p2         | 己       | -        | 2026-03-01 | 2026-04-01 | -          | -
            m1           | p1         | 甲       | First    | 2026-03-30 | 2026-03-31 | seen       | s1
            m2           | p1         | 乙       | -        | 2026-03-30 | -          | -          | -
            m3           | p1         | 丙       | -        | 2026-03-31 | -          | -          | -
            m4           | p1         | 丁       | -        | 2026-04-01 | -          | -          | -
            m5           | p1         | 戊       | -        | 2026-04-01 | 2026-01-01 | -          | -
        """,
        as_of="2026-03-31",
    ).shows(
        "milestone_list",
        """
            milestone_id | project_id | due_on     | done_on    | state   | overdue_days
            m1           | p1         | 2026-03-30 | 2026-03-31 | done    | -
            m2           | p1         | 2026-03-30 | -          | overdue | 1
            m3           | p1         | 2026-03-31 | -          | planned | -
            m4           | p1         | 2026-04-01 | -          | planned | -
            m5           | p1         | 2026-04-01 | 2026-01-01 | done    | -
            m6           | p2         | 2026-03-01 | -          | overdue | 30
        """,
    ).shows(
        "milestone_list",
        """
            milestone_id | title_ja | title_en | confidence | source_id
            m6           | 己       | -        | -          | -
        """,
        theme="tourism",
    )


KPIS = {
    "projects": PROJECTS,
    "kpis": """
        kpi_id | project_id | unit_ja | direction | baseline_value | baseline_on | target_value | target_on
        k1     | p1         | 人      | increase  | 0              | 2026-01-01  | 100          | 2026-04-11
        k2     | p2         | 分      | decrease  | -              | -           | 5.5          | -
    """,
    "kpi_values": """
        kpi_id | measured_on | value | qualifier_ja | qualifier_en | source_id
        k1     | 2026-01-12  | 90    | 速報         | -            | -
        k1     | 2026-01-11  | 5     | -            | -            | s2
        k1     | 2026-01-10  | 4     | 約           | about        | -
        k2     | 2026-01-10  | 8.25  | -            | -            | -
    """,
    "as_of": "2026-01-11",
}


def test_kpi_list(given: Given) -> None:
    given(**KPIS).shows(
        "kpi_list",
        """
            kpi_id | project_id | name_ja | name_en | unit_ja | unit_en | direction | confidence | source_id
            k1     | p1         | x       | -       | 人      | -       | increase  | -          | -
            k2     | p2         | x       | -       | 分      | -       | decrease  | -          | -
        """,
    ).shows(
        "kpi_list",
        """
            kpi_id | baseline_value | baseline_on | target_value | target_on
            k1     | 0.0            | 2026-01-01  | 100.0        | 2026-04-11
            k2     | -              | -           | 5.5          | -
        """,
    ).shows(
        "kpi_list",
        """
            kpi_id | latest_value | latest_on  | latest_qualifier_ja | latest_qualifier_en | lag_permille
            k1     | 5.0          | 2026-01-11 | -                   | -                   | 50
            k2     | 8.25         | 2026-01-10 | -                   | -                   | -
        """,
    ).shows("kpi_list", "kpi_id\nk2", project_id="p2")


def test_the_qualifier_is_that_of_the_latest_value(given: Given) -> None:
    given(**{**KPIS, "as_of": "2026-01-10"}).shows(
        "kpi_list",
        "latest_value | latest_qualifier_ja | latest_qualifier_en\n4.0 | 約 | about",
        theme="mobility",
    )


def test_a_kpi_without_values_is_listed(given: Given) -> None:
    given(**{**KPIS, "as_of": "2026-01-09"}).shows(
        "kpi_list", "kpi_id | latest_value | latest_on | lag_permille\nk1 | - | - | 80\nk2 | - | - | -"
    )


def test_kpi_series(given: Given) -> None:
    given(**KPIS).shows(
        "kpi_series",
        """
            kpi_id | measured_on | value | qualifier_ja | qualifier_en | source_id
            k1     | 2026-01-10  | 4.0   | 約           | about        | -
            k1     | 2026-01-11  | 5.0   | -            | -            | s2
            k2     | 2026-01-10  | 8.25  | -            | -            | -
        """,
    ).shows("kpi_series", "value\n8.25", theme="tourism")


def test_report_list(given: Given) -> None:
    given(
        projects=PROJECTS,
        status_reports="""
            project_id | reported_on | rag   | comment_ja | comment_en
            p2         | 2026-03-31  | green | -          | -
            p1         | 2026-03-31  | red   | 遅れ       | Late
            p1         | 2026-04-01  | green | -          | -
            p1         | 2025-12-31  | amber | -          | -
        """,
        as_of="2026-03-31",
    ).shows(
        "report_list",
        """
            project_id | reported_on | rag   | comment_ja | comment_en
            p1         | 2025-12-31  | amber | -          | -
            p1         | 2026-03-31  | red   | 遅れ       | Late
            p2         | 2026-03-31  | green | -          | -
        """,
    ).shows("report_list", "project_id\np2", theme="tourism")
