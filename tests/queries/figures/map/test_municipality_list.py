"""The 62 municipalities with projects, money and issues, also per resident. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given

AREAS = "area_id\nhere\nboth\nelsewhere"
PLACES = "area_id | municipality_code\nhere | 131016\nboth | 131016\nboth | 131075\nelsewhere | 131199"


def test_projects_money_and_residents(given: Given) -> None:
    """A project counts whole in each municipality; nothing known is no amount; 1.25 gives 1.3, 0.75 gives 0.8."""
    ledger = given(
        municipalities="""
            municipality_code | population
            131016            | 160000
            131075            | 400000
            131199            | -
            132080            | 10
        """,
        areas=AREAS,
        area_municipalities=PLACES,
        consortia="consortium_id | formed_on\nc1 | -\nc2 | 2026-04-01",
        organizations="organization_id\no1\no2\no3",
        consortium_members="""
            consortium_id | organization_id | joined_on  | left_on
            c1            | o1              | -          | -
            c1            | o2              | 2026-04-01 | -
            c1            | o3              | -          | 2026-03-31
            c2            | o2              | -          | -
        """,
        projects="""
            project_id | area_id   | consortium_id | status    | theme
            p1         | here      | c1            | active    | mobility
            p2         | both      | c1            | selected  | mobility
            p3         | both      | c2            | completed | tourism
            p4         | both      | -             | withdrawn | tourism
            p5         | elsewhere | -             | active    | mobility
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on
            p1         | 2024        | 319999      | -
            p2         | 2024        | 1           | -
            p3         | 2025        | 799999      | 2026-03-31
            p4         | 2025        | 5           | 2026-04-01
            p5         | 2024        | -           | -
        """,
        issues="""
            issue_id | municipality_code | theme    | raised_on
            i1       | 131016            | mobility | 2026-03-31
            i2       | 131016            | mobility | 2026-04-01
            i3       | 131016            | tourism  | 2025-01-01
            i4       | 132080            | mobility | 2025-01-01
        """,
    )
    counted = "projects | running | organizations | decided_yen | issues | population"
    columns = f"{counted} | projects_per_100k | decided_per_resident_yen"
    ledger.shows(
        "municipality_list",
        f"""
        municipality_code | {columns}
        131016 | 4 | 2 | 2 | 1119999 | 2 | 160000 | 2.5  | 6
        131075 | 3 | 1 | 2 | 800000  | 0 | 400000 | 0.8  | 2
        131199 | 1 | 1 | 0 | -       | 0 | -      | -    | -
        132080 | 0 | 0 | 0 | -       | 1 | 10     | 0.0  | -
        """,
    ).shows(
        "municipality_list",
        """
        municipality_code | projects | decided_yen | issues | projects_per_100k
        131016            | 2        | 320000      | 1      | 1.3
        131075            | 1        | 1           | 0      | 0.3
        131199            | 1        | -           | 0      | -
        132080            | 0        | -           | 1      | 0.0
        """,
        theme="mobility",
    ).shows(
        "municipality_list",
        """
        municipality_code | projects | decided_yen | issues | decided_per_resident_yen
        131016            | 4        | 320000      | 2      | 2
        131075            | 3        | 1           | 0      | 0
        131199            | 1        | -           | 0      | -
        132080            | 0        | -           | 1      | -
        """,
        to_fy=2024,
    ).shows("rows_issues", "municipality_code | issue_id\n131016 | i1\n132080 | i4", theme="mobility").shows(
        "rows_members_by_municipality",
        """
        municipality_code | organization_id | project_id
        131016 | o1 | p1
        131016 | o1 | p2
        131016 | o3 | p1
        131016 | o3 | p2
        131075 | o1 | p2
        131075 | o3 | p2
        """,
    )


def test_nothing_is_said_per_resident_of_nobody(given: Given) -> None:
    given(
        municipalities="municipality_code | population\n131016 | 0",
        area_municipalities="area_id | municipality_code\narea | 131016",
        grants="project_id | fiscal_year | decided_yen\np | 2024 | 5",
    ).shows(
        "municipality_list",
        """
        projects | decided_yen | population | projects_per_100k | decided_per_resident_yen
        1        | 5           | 0          | -                 | -
        """,
    )
