"""project_progress and the lag of a KPI on both sides of every boundary."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given

KPI = "kpi_id | baseline_value | baseline_on | target_value | target_on"


def test_milestones_on_the_as_of_date(given: Given) -> None:
    given(
        milestones="""
            milestone_id  | due_on     | done_on
            done_on_d     | 2026-03-01 | 2026-03-31
            done_after_d  | 2026-03-01 | 2026-04-01
            done_early    | 2026-12-31 | 2026-03-30
            due_on_d      | 2026-03-31 | -
            due_before_d  | 2026-03-30 | -
            due_after_d   | 2026-04-01 | -
        """,
        as_of="2026-03-31",
    ).shows(
        "project_progress",
        """
            project_id | milestones | milestones_done | milestones_overdue | worst_overdue_days
            p          | 6          | 2               | 2                  | 30
        """,
    )


def test_a_project_has_none_of_it(given: Given) -> None:
    given().shows(
        "project_progress",
        """
            milestones | milestones_done | milestones_overdue | worst_overdue_days
            0          | 0               | 0                  | -
        """,
    ).shows(
        "project_progress",
        """
            kpis | worst_kpi_lag_permille
            0    | -
        """,
    ).shows(
        "project_progress",
        """
            last_report_on | report_age_days | rag_reported
            -              | -               | -
        """,
    )


def test_the_last_report_is_the_last_on_or_before_the_as_of_date(given: Given) -> None:
    given(
        projects="""
            project_id | status
            p1         | active
            p2         | completed
            p3         | active
            p4         | active
        """,
        status_reports="""
            project_id | reported_on | rag
            p1         | 2026-03-31  | red
            p1         | 2026-03-30  | green
            p1         | 2026-04-01  | amber
            p2         | 2025-03-31  | amber
            p3         | 2026-04-01  | green
        """,
        as_of="2026-03-31",
    ).shows(
        "project_progress",
        """
            project_id | last_report_on | report_age_days | rag_reported
            p1         | 2026-03-31     | 0               | red
            p2         | 2025-03-31     | 365             | amber
            p3         | -              | -               | -
            p4         | -              | -               | -
        """,
    )


def lag(
    given: Given, baseline: str, start: str, target: str, end: str, values: str, as_of: str = "2026-01-11"
) -> object:
    """The lag of one KPI, whose values are given as `date value, date value`."""
    measured = "\n".join(f"k | {one.strip().replace(' ', ' | ')}" for one in values.split(",") if one.strip())
    rows = given(
        kpis=f"{KPI}\nk | {baseline} | {start} | {target} | {end}",
        kpi_values=f"kpi_id | measured_on | value\n{measured}",
        as_of=as_of,
    ).rows("project_progress")
    return rows[0]["worst_kpi_lag_permille"]


@pytest.mark.parametrize(
    ("baseline", "start", "target", "end", "values", "expected"),
    [
        # a tenth of the way in time: 10 of 100 days from 2026-01-01 to 2026-04-11
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-05 10", 0),
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-05 4", 60),
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-05 30", -200),
        ("0", "2026-01-01", "100", "2026-04-11", "", None),  # no value: not measured is not late
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-12 99", None),  # measured after D
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-11 99", -890),  # measured on D
        (
            "0",
            "2026-01-01",
            "100",
            "2026-04-11",
            "2026-01-10 50, 2026-01-11 20",
            -100,
        ),  # the latest, not the best
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-05 300", -2900),  # progress beyond the target
        ("0", "2026-01-01", "100", "2026-04-11", "2026-01-05 -50", 600),  # and below the baseline
        ("100", "2026-01-01", "0", "2026-04-11", "2026-01-05 75", -150),  # a KPI that is to decrease
        ("100", "2026-01-01", "0", "2026-04-11", "2026-01-05 110", 200),
        ("-20", "2026-01-01", "-10", "2026-04-11", "2026-01-05 -15", -400),
        ("7", "2026-01-01", "7", "2026-04-11", "2026-01-05 3", -900),  # target = baseline is progress 1
        ("7", "2026-01-01", "7", "2026-04-11", "", None),
        ("0", "2026-01-11", "10", "2026-04-11", "2026-01-05 0", 0),  # starts on D
        ("0", "2026-02-01", "10", "2026-04-11", "2026-01-05 0", 0),  # starts after D
        ("0", "2025-01-01", "10", "2026-01-11", "2026-01-05 0", 1000),  # ends on D
        ("0", "2025-01-01", "10", "2025-12-31", "2025-12-31 5", 500),  # ended before D
        (
            "0",
            "2026-01-11",
            "10",
            "2026-01-11",
            "2026-01-05 0",
            1000,
        ),  # target date = start = D: 1 from then on
        ("0", "2026-01-12", "10", "2026-01-12", "2026-01-05 0", 0),  # and 0 before
        ("0", "2026-02-01", "10", "2026-01-05", "2026-01-05 0", 1000),  # target date before the start
        ("0", "2026-02-01", "10", "2026-01-20", "2026-01-05 5", -500),
        ("-", "2026-01-01", "100", "2026-04-11", "2026-01-05 4", None),
        ("0", "2026-01-01", "-", "2026-04-11", "2026-01-05 4", None),
        ("0", "2026-01-01", "100", "-", "2026-01-05 4", None),
        # halves go away from zero on both sides: 100 permille elapsed
        ("0", "2026-01-01", "1000", "2026-04-11", "2026-01-05 99.5", 1),
        ("0", "2026-01-01", "1000", "2026-04-11", "2026-01-05 100.5", -1),
        ("0", "2026-01-01", "1000", "2026-04-11", "2026-01-05 97.5", 3),
        ("0", "2026-01-01", "1000", "2026-04-11", "2026-01-05 102.5", -3),
        ("0", "2026-01-01", "1000", "2026-04-11", "2026-01-05 99.51", 0),
        # decimals that binary fractions only come near to: exactly 99.5 and 100.5 permille done
        ("0.1", "2026-01-01", "0.3", "2026-04-11", "2026-01-05 0.1199", 1),
        ("0.1", "2026-01-01", "0.3", "2026-04-11", "2026-01-05 0.1201", -1),
        ("4.35", "2026-01-01", "5.35", "2026-04-11", "2026-01-05 4.4495", 1),
        ("1.1", "2026-01-01", "0.1", "2026-04-11", "2026-01-05 0.9995", -1),
        # a third: 10 of 30 days
        ("0", "2026-01-01", "1", "2026-01-31", "2026-01-05 0", 333),
        ("0", "2026-01-01", "3", "2026-01-31", "2026-01-05 2", -333),
        ("0", "2026-01-01", "3", "2026-01-31", "2026-01-05 3", -667),
    ],
)
def test_kpi_lag(
    given: Given, baseline: str, start: str, target: str, end: str, values: str, expected: int | None
) -> None:
    assert lag(given, baseline, start, target, end, values) == expected


@pytest.mark.parametrize(
    ("end", "expected"), [("2024-04-11", 1000), ("2024-04-21", 500), ("2024-03-31", 1000)]
)
def test_a_kpi_without_a_start_starts_on_1_april_of_the_first_fiscal_year(
    given: Given, end: str, expected: int
) -> None:
    assert lag(given, "0", "-", "1", end, "2024-04-01 0", as_of="2024-04-11") == expected


def test_the_worst_kpi_is_the_one_that_lags_most(given: Given) -> None:
    given(
        kpis=f"""
            {KPI}
            ahead   | 0 | 2025-01-01 | 10 | 2026-01-01
            behind  | 0 | 2025-01-01 | 10 | 2026-01-01
            unaimed | - | 2025-01-01 | 10 | 2026-01-01
        """,
        kpi_values="""
            kpi_id  | measured_on | value
            ahead   | 2025-12-01  | 12
            behind  | 2025-12-01  | 8
            unaimed | 2025-12-01  | 0
        """,
    ).shows(
        "project_progress",
        """
            kpis | worst_kpi_lag_permille
            3    | 200
        """,
    )


def test_every_lag_unknown(given: Given) -> None:
    given(kpis=f"{KPI}\nk | - | - | - | -").shows("project_progress", "kpis | worst_kpi_lag_permille\n1 | -")


def test_filters_and_statuses(given: Given) -> None:
    given(
        projects="""
            project_id | programme_id | area_id | theme    | status
            p4         | b            | isles   | mobility | selected
            p1         | a            | east    | mobility | active
            p2         | a            | east    | tourism  | withdrawn
            p3         | a            | west    | mobility | completed
        """,
        grants="project_id | fiscal_year\np1 | 2024",
    ).shows("project_progress", "project_id\np1\np2\np3\np4").shows(
        "project_progress", "project_id\np1\np3", programme_id="a", theme="mobility"
    ).shows("project_progress", "project_id\np4", area_id="isles").shows(
        "project_progress", "project_id\np2", project_id="p2", from_fy=2030
    )
