"""funding_by_fiscal_year, funding_by_programme, funding_by_area, funding_by_theme: money by one thing."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given

LEDGER = {
    "programmes": """
        programme_id
        a
        b
        c
    """,
    "areas": """
        area_id | programme_id
        east    | a
        isles   | b
        empty   | c
    """,
    "projects": """
        project_id | programme_id | area_id | theme    | status
        p1         | a            | east    | mobility | active
        p2         | a            | east    | tourism  | withdrawn
        p3         | b            | isles   | mobility | active
        p4         | c            | empty   | health   | active
    """,
    "grants": """
        project_id | fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen | paid_yen
        p1         | 2023        | 10                   | 9             | 5           | 4           | 3
        p1         | 2024        | 20                   | 8             | 6           | -           | -
        p2         | 2024        | 40                   | 20            | 20          | 10          | 10
        p3         | 2025        | -                    | 7             | -           | -           | -
    """,
}


def test_by_fiscal_year(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_fiscal_year",
        """
            fiscal_year | projects | eligible_expense_yen | requested_yen
            2023        | 1        | 10                   | 9
            2024        | 2        | 60                   | 28
            2025        | 1        | -                    | 7
        """,
    ).shows(
        "funding_by_fiscal_year",
        """
            fiscal_year | decided_yen | settled_yen | paid_yen
            2023        | 5           | 4           | 3
            2024        | 26          | 10          | 10
            2025        | -           | -           | -
        """,
    )


def test_by_programme(given: Given) -> None:
    """A programme whose projects have no grant row is no row; unknown money is unknown, not 0."""
    given(**LEDGER).shows(
        "funding_by_programme",
        """
            programme_id | projects | eligible_expense_yen | decided_yen | paid_yen
            a            | 2        | 70                   | 31          | 13
            b            | 1        | -                    | -           | -
        """,
    )


def test_by_area(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_area",
        """
            area_id | projects | eligible_expense_yen | decided_yen | paid_yen
            east    | 2        | 70                   | 31          | 13
            isles   | 1        | -                    | -           | -
        """,
    )


def test_by_theme(given: Given) -> None:
    given(**LEDGER).shows(
        "funding_by_theme",
        """
            theme    | projects | eligible_expense_yen | decided_yen | paid_yen
            mobility | 2        | 30                   | 11          | 3
            tourism  | 1        | 40                   | 20          | 10
        """,
    )


def test_by_status(given: Given) -> None:
    given(
        projects="""
            project_id | status
            a          | withdrawn
            b          | withdrawn
            c          | active
            d          | completed
            e          | selected
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on
            a          | 2023        | 5           | -
            a          | 2024        | 6           | -
            b          | 2024        | -           | -
            c          | 2024        | 7           | -
            c          | 2025        | 8           | 2026-04-01
            d          | 2024        | -           | -
        """,
    ).shows(
        "decided_by_status",
        """
            status    | projects | decided_yen
            active    | 1        | 7
            completed | 1        | -
            withdrawn | 2        | 11
        """,
    ).shows("decided_by_status", "status | projects | decided_yen\nwithdrawn | 1 | 5", to_fy=2023)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"from_fy": 2024, "to_fy": 2024}, [("mobility", 1, 6), ("tourism", 1, 20)]),
        ({"from_fy": 2025}, [("mobility", 1, None)]),
        ({"to_fy": 2022}, []),
        ({"programme_id": "a"}, [("mobility", 1, 11), ("tourism", 1, 20)]),
        ({"area_id": "isles"}, [("mobility", 1, None)]),
        ({"theme": "tourism"}, [("tourism", 1, 20)]),
        ({"project_id": "p1", "from_fy": 2024}, [("mobility", 1, 6)]),
        ({"project_id": "p4"}, []),
    ],
)
def test_filters(given: Given, params: dict[str, object], expected: list[object]) -> None:
    rows = given(**LEDGER).rows("funding_by_theme", **params)
    assert [(row["theme"], row["projects"], row["decided_yen"]) for row in rows] == expected


def test_an_amount_after_the_as_of_date_is_unknown_but_its_row_counts(given: Given) -> None:
    given(
        grants="""
            fiscal_year | decided_yen | decided_on | paid_yen | paid_on
            2024        | 5           | 2024-06-01 | 4        | 2025-05-01
            2025        | 9           | 2025-06-01 | 8        | 2026-05-01
        """,
        as_of="2025-05-31",
    ).shows(
        "funding_by_fiscal_year",
        """
            fiscal_year | projects | decided_yen | paid_yen
            2024        | 1        | 5           | 4
            2025        | 1        | -           | -
        """,
    )
