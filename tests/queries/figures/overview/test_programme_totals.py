"""programme_totals, projects_by_programme: the selection in one line, and its projects by programme."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "programmes": """
        programme_id | grant_cap_yen | subsidy_rate_percent
        a            | 100           | 50
        b            | -             | -
    """,
    "areas": """
        area_id | programme_id
        east    | a
        west    | a
        isles   | b
    """,
    "organizations": """
        organization_id | kind
        ward            | local_government
        uni             | university
        firm            | company
    """,
    "consortia": """
        consortium_id | formed_on
        c1            | -
        c2            | 2026-03-31
        c3            | 2026-04-01
    """,
    "consortium_members": """
        consortium_id | organization_id | role
        c1            | ward            | lead
        c1            | uni             | member
        c2            | ward            | lead
        c3            | firm            | lead
    """,
    "projects": """
        project_id | programme_id | area_id | theme    | consortium_id | status
        p1         | a            | east    | mobility | c1            | active
        p2         | a            | east    | tourism  | c2            | withdrawn
        p3         | b            | isles   | mobility | c3            | selected
        p4         | a            | west    | mobility | -             | completed
    """,
    "grants": """
        project_id | fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen | paid_yen
        p1         | 2023        | 180                  | 90            | 80          | 70          | 70
        p1         | 2024        | 300                  | 120           | 100         | 90          | -
        p2         | 2024        | -                    | -             | 30          | -           | -
        p3         | 2024        | -                    | 7             | -           | -           | -
    """,
}


def test_everything_is_counted_once(given: Given) -> None:
    given(**LEDGER).shows(
        "programme_totals",
        """
            projects | areas | organizations | grant_years | eligible_expense_yen | requested_yen
            4        | 3     | 2             | 4           | 480                  | 217
        """,
    ).shows(
        "programme_totals",
        """
            decided_yen | settled_yen | paid_yen | limit_yen | headroom_yen
            210         | 160         | 70       | 290       | 80
        """,
    )


def test_fiscal_years_narrow_the_money_alone(given: Given) -> None:
    given(**LEDGER).shows(
        "programme_totals",
        """
            projects | areas | organizations | grant_years | decided_yen | limit_yen | headroom_yen
            4        | 3     | 2             | 1           | 80          | 90        | 10
        """,
        to_fy=2023,
    )


def test_a_sum_of_unknowns_is_unknown(given: Given) -> None:
    given(**LEDGER).shows(
        "programme_totals",
        """
            projects | grant_years | eligible_expense_yen | requested_yen | decided_yen | paid_yen | limit_yen
            1        | 1           | -                    | 7             | -           | -        | -
        """,
        programme_id="b",
    )


def test_projects_without_grants_count(given: Given) -> None:
    given(**LEDGER).shows(
        "programme_totals",
        """
            projects | areas | organizations | grant_years | decided_yen | headroom_yen
            1        | 1     | 0             | 0           | -           | -
        """,
        area_id="west",
    )


def test_nothing_selected_is_one_row_of_zeros_and_unknowns(given: Given) -> None:
    given(**LEDGER).shows(
        "programme_totals",
        """
            projects | areas | organizations | grant_years | decided_yen
            0        | 0     | 0             | 0           | -
        """,
        theme="health",
    )


def test_a_consortium_counts_once_it_is_formed(given: Given) -> None:
    given(**LEDGER, as_of="2026-04-01").shows("programme_totals", "organizations\n3")


def test_projects_by_programme(given: Given) -> None:
    given(**LEDGER).shows(
        "projects_by_programme",
        """
            programme_id | projects | inferred
            a            | 3        | 0
            b            | 1        | 0
        """,
    ).shows("projects_by_programme", "programme_id | projects\na | 2", theme="mobility", programme_id="a")


def test_inferred_projects_are_counted(given: Given) -> None:
    given(
        projects="""
            project_id | programme_id | confidence
            p1         | a            | seen
            p2         | a            | inferred
        """
    ).shows("projects_by_programme", "programme_id | projects | inferred\na | 2 | 1")
