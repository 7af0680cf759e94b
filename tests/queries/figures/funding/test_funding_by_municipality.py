"""funding_by_municipality: a project counts whole in every municipality of its area."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "areas": """
        area_id
        both
        one
        none
    """,
    "area_municipalities": """
        area_id | municipality_code
        both    | 131075
        both    | 131199
        one     | 131199
        idle    | 134210
    """,
    "projects": """
        project_id | area_id
        p1         | both
        p2         | both
        p3         | one
        p4         | none
    """,
    "grants": """
        project_id | fiscal_year | decided_yen
        p1         | 2023        | 1
        p1         | 2024        | 2
        p2         | 2024        | -
        p3         | 2024        | 8
        p4         | 2024        | 16
    """,
}


def test_whole_in_every_municipality(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_municipality",
        """
            municipality_code | projects | decided_yen
            131075            | 2        | 3
            131199            | 3        | 11
        """,
    )


def test_unknown_money(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_municipality",
        """
            municipality_code | projects | decided_yen
            131075            | 1        | -
            131199            | 1        | -
        """,
        project_id="p2",
    )


def test_filters(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_municipality",
        """
            municipality_code | projects | decided_yen
            131199            | 1        | 8
        """,
        area_id="one",
    ).shows(
        "funding_by_municipality",
        """
            municipality_code | projects | decided_yen
            131075            | 1        | 1
            131199            | 1        | 1
        """,
        to_fy=2023,
    )
