"""reuse_themes, reuse_technologies, reuse_projects: what was tried, and with which result. D is 2026-03-31."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Both, Given

LEDGER = {
    "projects": """
        project_id | theme    | status    | technologies
        a          | mobility | completed | AI; GIS ;AI
        b          | mobility | active    | GIS;;
        c          | health   | completed | -
        d          | health   | withdrawn | AI
    """,
    "kpis": """
        kpi_id | project_id | direction | target_value
        up     | a          | increase  | 10
        down   | a          | decrease  | 10
        free   | a          | increase  | -
        more   | b          | increase  | 10
        none   | d          | increase  | 10
    """,
    "kpi_values": """
        kpi_id | measured_on | value
        up     | 2025-01-01  | 11
        up     | 2026-03-31  | 10
        down   | 2026-03-31  | 10.5
        free   | 2026-03-31  | 99
        more   | 2026-03-31  | 9
        more   | 2026-04-01  | 10
    """,
}


def test_themes(given: Given) -> None:
    given(**LEDGER).shows(
        "reuse_themes",
        """
            theme    | projects | completed | kpis_with_target | targets_measured | targets_reached
            health   | 2        | 1         | 1                | 0                | 0
            mobility | 2        | 1         | 3                | 3                | 1
        """,
    ).shows("reuse_themes", "theme | projects\nhealth | 1", project_id="d")


def test_technologies_are_split_trimmed_and_counted_once_a_project(given: Given) -> None:
    given(**LEDGER).shows(
        "reuse_technologies",
        """
            theme    | technology | projects | completed | kpis_with_target | targets_measured | targets_reached
            health   | AI         | 1        | 0         | 1                | 0                | 0
            health   | -          | 1        | 1         | 0                | 0                | 0
            mobility | AI         | 1        | 1         | 2                | 2                | 1
            mobility | GIS        | 2        | 1         | 3                | 3                | 1
        """,
    ).shows(
        "reuse_projects",
        """
            project_id | technology | kpis_with_target | targets_measured | targets_reached
            a          | AI         | 2                | 2                | 1
            a          | GIS        | 2                | 2                | 1
            b          | GIS        | 1                | 1                | 0
            c          | -          | 0                | 0                | 0
            d          | AI         | 1                | 0                | 0
        """,
    )


@pytest.mark.parametrize(
    ("direction", "value", "reached"),
    [
        ("increase", "9.99", 0),
        ("increase", "10", 1),  # exactly the target
        ("increase", "11", 1),
        ("decrease", "10.01", 0),
        ("decrease", "10", 1),
        ("decrease", "9", 1),
    ],
)
def test_a_target_is_reached_from_its_own_side(
    given: Given, direction: str, value: str, reached: int
) -> None:
    given(
        kpis=f"kpi_id | direction | target_value\nk | {direction} | 10",
        kpi_values=f"kpi_id | measured_on | value\nk | 2026-03-31 | {value}",
    ).shows("reuse_themes", f"kpis_with_target | targets_reached\n1 | {reached}")


def test_rows_of_projects_are_what_the_groups_count(both: Both) -> None:
    for ledger in both:
        rows = ledger.rows("reuse_projects")
        projects = {row["project_id"]: row for row in rows}
        assert len(projects) == len(ledger.rows("project_list"))
        for group in ledger.rows("reuse_technologies"):
            mine = [r for r in rows if (r["theme"], r["technology"]) == (group["theme"], group["technology"])]
            assert group["projects"] == len(mine)
            assert group["completed"] == len([row for row in mine if row["status"] == "completed"])
            assert group["targets_reached"] == sum(row["targets_reached"] for row in mine)
        for group in ledger.rows("reuse_themes"):
            mine = [row for row in projects.values() if row["theme"] == group["theme"]]
            assert group["projects"] == len(mine)
            assert group["kpis_with_target"] == sum(row["kpis_with_target"] for row in mine)
