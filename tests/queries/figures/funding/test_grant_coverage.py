"""grant_coverage: how much of the grants is known, and like compared with like."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given

LEDGER = {
    "programmes": """
        programme_id | grant_cap_yen | subsidy_rate_percent
        a            | 100           | -
        b            | -             | 50
    """,
    "projects": """
        project_id | programme_id | area_id | theme
        p1         | a            | east    | mobility
        p2         | b            | west    | tourism
        p3         | a            | west    | health
    """,
    "grants": """
        project_id | fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen | paid_yen
        p1         | 2023        | 300                  | 90            | 80          | 70          | 60
        p1         | 2024        | -                    | 100           | 101         | 101         | -
        p1         | 2025        | -                    | 50            | -           | -           | -
        p2         | 2024        | -                    | -             | 40          | -           | -
        p2         | 2025        | 15                   | -             | 7           | -           | -
    """,
}


def test_known_and_over_the_limit(given: Given) -> None:
    given(**LEDGER).shows(
        "grant_coverage",
        """
            projects | grant_years | eligible_known | requested_known | decided_known | settled_known | paid_known
            2        | 5           | 2              | 3               | 4             | 2             | 1
        """,
    ).shows("grant_coverage", "limit_known | over_limit\n4 | 1")


def test_only_rows_that_know_both_are_compared(given: Given) -> None:
    # p1 2023: 80 of 100; p1 2024: 101 of 100; p2 2025: 7 of floor(15 × 50 %) = 7
    ledger = given(**LEDGER)
    ledger.shows(
        "grant_coverage",
        """
            compared | compared_decided_yen | compared_limit_yen | compared_permille
            3        | 188                  | 207                | 908
        """,
    )
    ledger.shows(
        "grant_coverage",
        """
            compared | compared_decided_yen | compared_limit_yen | compared_permille
            0        | 0                    | 0                  | -
        """,
        programme_id="b",
        to_fy=2024,
    )


def test_filters(given: Given) -> None:
    given(**LEDGER).shows("grant_coverage", "projects | grant_years\n1 | 2", theme="tourism").shows(
        "grant_coverage", "projects | grant_years | decided_known\n0 | 0 | 0", project_id="p3"
    ).shows("grant_coverage", "grant_years | over_limit\n1 | 0", area_id="east", to_fy=2023)


@pytest.mark.parametrize(
    ("decided", "permille"), [(0, "0"), (1, "0"), (4, "1"), (3996, "999"), (3998, "1000"), (8000, "2000")]
)
def test_the_share_is_rounded_half_away_from_zero(given: Given, decided: int, permille: str) -> None:
    given(programmes="programme_id | grant_cap_yen\nprog | 4000", grants=f"decided_yen\n{decided}").shows(
        "grant_coverage", f"compared_permille\n{permille}"
    )


def test_rows_of_inferred_projects_are_counted(given: Given) -> None:
    given(
        projects="project_id | confidence\np1 | inferred\np2 | seen",
        grants="project_id | fiscal_year\np1 | 2024\np1 | 2025\np2 | 2025",
    ).shows("grant_coverage", "grant_years | inferred\n3 | 2").shows(
        "grant_coverage", "grant_years | inferred\n2 | 1", from_fy=2025
    )
