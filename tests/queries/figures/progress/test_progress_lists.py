"""What progress is made of: milestone_list, milestone_timeline, kpi_list, kpi_series, report_list, and the counts."""

from __future__ import annotations

from tests.queries.ledger import Given

PROJECTS = """
    project_id | theme    | title_ja | title_en | status
    p1         | mobility | 甲事業   | -        | active
    p2         | tourism  | 乙事業   | Second   | withdrawn
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
            due_on     | milestone_id | project_id | done_on    | state   | overdue_days
            2026-03-01 | m6           | p2         | -          | overdue | 30
            2026-03-30 | m1           | p1         | 2026-03-31 | done    | -
            2026-03-30 | m2           | p1         | -          | overdue | 1
            2026-03-31 | m3           | p1         | -          | planned | -
            2026-04-01 | m4           | p1         | -          | planned | -
            2026-04-01 | m5           | p1         | 2026-01-01 | done    | -
        """,
    ).shows(
        "milestone_list",
        """
            milestone_id | project_title_ja | project_title_en | title_ja | title_en | confidence | source_id
            m6           | 乙事業           | Second           | 己       | -        | -          | -
        """,
        theme="tourism",
    ).shows(
        "milestone_list",
        """
            milestone_id | project_status
            m6           | withdrawn
        """,
        theme="tourism",
    )


def test_milestone_counts(given: Given) -> None:
    given(
        projects=PROJECTS,
        milestones="""
            milestone_id | project_id | due_on     | done_on
            m1           | p1         | 2026-03-30 | 2026-03-31
            m2           | p1         | 2026-03-30 | -
            m3           | p1         | 2026-03-29 | -
            m4           | p1         | 2026-03-31 | -
            m5           | p2         | 2026-04-01 | 2026-01-01
            m6           | p2         | 2026-03-30 | -
        """,
        as_of="2026-03-31",
    ).shows(
        "milestone_counts",
        """
            milestones | done | overdue | planned | overdue_withdrawn | projects | projects_overdue
            6          | 2    | 3       | 1       | 1                 | 2        | 2
        """,
    ).shows(
        "milestone_counts", "milestones | done | projects | projects_overdue\n2 | 1 | 1 | 1", theme="tourism"
    )


def test_the_timeline_begins_with_the_longest_overdue_then_the_next_due(given: Given) -> None:
    given(
        projects="project_id\nlate\nlater\nnext\nfar\ndone\nnone",
        milestones="""
            milestone_id | project_id | due_on     | done_on
            m1           | late       | 2026-03-26 | -
            m2           | late       | 2026-04-01 | -
            m3           | later      | 2026-02-09 | -
            m4           | next       | 2026-12-01 | -
            m5           | next       | 2025-12-01 | 2025-12-01
            m6           | far        | 2028-12-01 | -
            m7           | done       | 2026-03-01 | 2026-03-01
        """,
        as_of="2026-03-31",
    ).shows(
        "milestone_timeline",
        """
            place | project_id | milestone_id | due_on     | done_on    | state   | overdue_days
            0     | later      | m3           | 2026-02-09 | -          | overdue | 50
            1     | late       | m1           | 2026-03-26 | -          | overdue | 5
            1     | late       | m2           | 2026-04-01 | -          | planned | -
            2     | next       | m5           | 2025-12-01 | 2025-12-01 | done    | -
            2     | next       | m4           | 2026-12-01 | -          | planned | -
            3     | far        | m6           | 2028-12-01 | -          | planned | -
            4     | done       | m7           | 2026-03-01 | 2026-03-01 | done    | -
        """,
    ).shows("milestone_timeline", "place | project_id\n0 | far", project_id="far")


def test_the_timeline_stays_short(given: Given) -> None:
    ids = [f"p{n:02}" for n in range(20)]
    ledger = given(
        projects="project_id\n" + "\n".join(ids),
        milestones="milestone_id | project_id | due_on\n"
        + "\n".join(f"m{one} | {one} | 2026-05-01" for one in ids),
        as_of="2026-03-31",
    )
    assert [row["project_id"] for row in ledger.rows("milestone_timeline")] == ids[:15]


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
            kpi_id | project_title_ja | project_title_en | project_status
            k1     | 甲事業           | -                | active
            k2     | 乙事業           | Second           | withdrawn
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


def test_kpi_counts(given: Given) -> None:
    ledger = given(
        projects=PROJECTS,
        kpis="""
            kpi_id | project_id | baseline_value | baseline_on | target_value | target_on
            k1     | p1         | 0              | 2026-01-01  | 100          | 2026-01-11
            k2     | p1         | 0              | 2026-01-01  | 100          | 2026-01-11
            k3     | p1         | 0              | 2026-01-01  | 100          | 2026-01-11
            k4     | p2         | 0              | 2026-01-01  | 100          | -
            k5     | p2         | 0              | 2026-01-01  | 100          | 2026-01-11
        """,
        kpi_values="""
            kpi_id | measured_on | value
            k1     | 2026-01-06  | 49
            k2     | 2026-01-06  | 50
            k3     | 2026-01-06  | 51
            k4     | 2026-01-06  | 51
        """,
        as_of="2026-01-06",
    )
    ledger.shows(
        "kpi_counts",
        """
            kpis | with_target | without_target | compared | behind_plan | on_plan | ahead_of_plan | not_measured
            5    | 4           | 1              | 3        | 1           | 1       | 1             | 1
        """,
    ).shows("kpi_counts", "kpis | with_target | compared | behind_plan\n2 | 1 | 0 | 0", theme="tourism")


def test_the_qualifier_is_that_of_the_latest_value(given: Given) -> None:
    given(**{**KPIS, "as_of": "2026-01-10"}).shows(
        "kpi_list",
        "latest_value | latest_qualifier_ja | latest_qualifier_en\n4.0 | 約 | about",
        theme="mobility",
    )


def test_a_kpi_without_values_is_listed(given: Given) -> None:
    given(**{**KPIS, "as_of": "2026-01-09"}).shows(
        "kpi_list", "kpi_id | latest_value | latest_on | lag_permille\nk1 | - | - | -\nk2 | - | - | -"
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
