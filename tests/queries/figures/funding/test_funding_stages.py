"""funding_stages: money from eligible expense to payment along four dimensions."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "programmes": """
        programme_id | grant_cap_yen | subsidy_rate_percent
        a            | 100           | 50
        b            | -             | -
    """,
    "projects": """
        project_id | programme_id | area_id | theme
        p1         | a            | east    | mobility
        p2         | a            | west    | mobility
        p3         | b            | isles   | tourism
        p4         | b            | west    | health
    """,
    "grants": """
        project_id | fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen | paid_yen
        p1         | 2023        | 100                  | 50            | 40          | 30          | 20
        p1         | 2024        | 300                  | 90            | 80          | -           | -
        p2         | 2024        | 20                   | 10            | 9           | 9           | 9
        p3         | 2024        | -                    | 70            | -           | -           | -
    """,
}


def test_four_dimensions(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_stages",
        """
            dimension   | id       | projects | grant_years | eligible_expense_yen | requested_yen | decided_yen
            area        | east     | 1        | 2           | 400                  | 140           | 120
            area        | isles    | 1        | 1           | -                    | 70            | -
            area        | west     | 1        | 1           | 20                   | 10            | 9
            fiscal_year | 2023     | 1        | 1           | 100                  | 50            | 40
            fiscal_year | 2024     | 3        | 3           | 320                  | 170           | 89
            programme   | a        | 2        | 3           | 420                  | 150           | 129
            programme   | b        | 1        | 1           | -                    | 70            | -
            theme       | mobility | 2        | 3           | 420                  | 150           | 129
            theme       | tourism  | 1        | 1           | -                    | 70            | -
        """,
    ).shows(
        "funding_stages",
        """
            dimension   | id       | settled_yen | paid_yen | limit_yen | headroom_yen | limit_unknown
            area        | east     | 30          | 20       | 150       | 30           | 0
            area        | isles    | -           | -        | -         | -            | 1
            area        | west     | 9           | 9        | 10        | 1            | 0
            fiscal_year | 2023     | 30          | 20       | 50        | 10           | 0
            fiscal_year | 2024     | 9           | 9        | 110       | 21           | 1
            programme   | a        | 39          | 29       | 160       | 31           | 0
            programme   | b        | -           | -        | -         | -            | 1
            theme       | mobility | 39          | 29       | 160       | 31           | 0
            theme       | tourism  | -           | -        | -         | -            | 1
        """,
    )


def test_filters(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_stages",
        """
            dimension   | id       | projects | decided_yen
            area        | east     | 1        | 40
            fiscal_year | 2023     | 1        | 40
            programme   | a        | 1        | 40
            theme       | mobility | 1        | 40
        """,
        to_fy=2023,
    ).shows("funding_stages", "id", theme="health")


def test_the_limit_of_the_rows_whose_amounts_are_known_and_how_many_have_none(given: Given) -> None:
    """Of area east in 2023 one decision has no limit; in 2024 one row is undecided; in 2025 one is paid undecided."""
    ledger = given(
        programmes="programme_id | grant_cap_yen\na | 100\nb | -",
        projects="project_id | programme_id | area_id\np1 | a | east\np2 | b | east\np3 | a | west",
        grants="""
            project_id | fiscal_year | decided_yen | paid_yen
            p1         | 2023        | 40          | 20
            p2         | 2023        | 300         | -
            p1         | 2024        | 50          | -
            p3         | 2024        | -           | -
            p1         | 2025        | 60          | -
            p3         | 2025        | -           | 10
            p2         | 2026        | -           | -
        """,
    )
    ledger.shows(
        "funding_stages",
        """
            dimension   | id   | decided_yen | limit_yen | compared_limit_yen | not_compared
            area        | east | 450         | 300       | 300                | 1
            area        | west | -           | 200       | -                  | 1
            fiscal_year | 2023 | 340         | 100       | 100                | 1
            fiscal_year | 2024 | 50          | 200       | 100                | 0
            fiscal_year | 2025 | 60          | 200       | 100                | 1
            fiscal_year | 2026 | -           | -         | -                  | 0
            programme   | a    | 150         | 500       | 300                | 1
            programme   | b    | 300         | -         | -                  | 1
            theme       | mobility | 450     | 500       | 300                | 2
        """,
    ).shows(
        "project_list",
        """
            project_id | decided_yen | limit_yen | compared_limit_yen | not_compared
            p1         | 150         | 300       | 300                | 0
            p2         | 300         | -         | -                  | 1
            p3         | -           | 200       | -                  | 1
        """,
    )
