"""grant_ledger: limits, headroom and rate of every grant row, and what was known on the as-of date."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given


def test_limit_is_the_smaller_of_cap_and_rate(given: Given) -> None:
    given(
        programmes="""
            programme_id | grant_cap_yen | subsidy_rate_percent
            prog         | 100           | 50
        """,
        grants="""
            fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen | paid_yen
            2023        | 199                  | 99            | 90          | 80          | 70
            2024        | 200                  | 100           | 100         | 100         | 100
            2025        | 300                  | 120           | 110         | -           | -
        """,
    ).shows(
        "grant_ledger",
        """
            project_id | fiscal_year | eligible_expense_yen | requested_yen | decided_yen | settled_yen
            p          | 2023        | 199                  | 99            | 90          | 80
            p          | 2024        | 200                  | 100           | 100         | 100
            p          | 2025        | 300                  | 120           | 110         | -
        """,
    ).shows(
        "grant_ledger",
        """
            fiscal_year | paid_yen | cap_yen | rate_limit_yen | limit_yen | headroom_yen | rate_permille
            2023        | 70       | 100     | 99             | 99        | 9            | 452
            2024        | 100      | 100     | 100            | 100       | 0            | 500
            2025        | -        | 100     | 150            | 100       | -10          | 366
        """,
    )


@pytest.mark.parametrize(
    ("cap", "percent", "eligible", "decided", "rate_limit", "limit", "headroom", "permille"),
    [
        ("100", "50", "201", "100", "100", "100", "0", "497"),  # an odd yen is cut off, not rounded
        ("100", "50", "3", "2", "1", "1", "-1", "666"),
        ("100", "50", "0", "0", "0", "0", "0", "-"),  # nothing eligible: no rate
        ("100", "50", "0", "5", "0", "0", "-5", "-"),
        ("100", "50", "-", "40", "-", "100", "60", "-"),  # an unknown part drops out
        ("-", "50", "90", "40", "45", "45", "5", "444"),
        ("100", "-", "90", "40", "-", "100", "60", "444"),
        ("-", "-", "90", "40", "-", "-", "-", "444"),  # both unknown: no limit
        ("-", "50", "-", "40", "-", "-", "-", "-"),
        ("100", "50", "90", "-", "45", "45", "-", "-"),  # nothing decided: no headroom
        ("0", "50", "90", "0", "45", "0", "0", "0"),
        ("100", "0", "90", "1", "0", "0", "-1", "11"),
        ("-", "100", "10000000000000", "10000000000000", "10000000000000", "10000000000000", "0", "1000"),
        ("-", "33", "9999999999999", "3299999999999", "3299999999999", "3299999999999", "0", "329"),
    ],
)
def test_parts_of_the_limit(
    given: Given,
    cap: str,
    percent: str,
    eligible: str,
    decided: str,
    rate_limit: str,
    limit: str,
    headroom: str,
    permille: str,
) -> None:
    given(
        programmes=f"""
            programme_id | grant_cap_yen | subsidy_rate_percent
            prog         | {cap}         | {percent}
        """,
        grants=f"""
            project_id | eligible_expense_yen | decided_yen
            p          | {eligible}           | {decided}
        """,
    ).shows(
        "grant_ledger",
        f"""
            rate_limit_yen | limit_yen | headroom_yen | rate_permille
            {rate_limit}   | {limit}   | {headroom}   | {permille}
        """,
    )


STAGES = ("requested", "decided", "settled", "paid")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    ("amount", "date", "known"),
    [
        ("50", "2026-03-30", "50"),
        ("50", "2026-03-31", "50"),  # on the as-of date
        ("50", "2026-04-01", "-"),  # after it
        ("50", "-", "50"),  # without a date
        ("-", "2026-03-30", "-"),
    ],
)
def test_an_amount_counts_from_its_own_date(
    given: Given, stage: str, amount: str, date: str, known: str
) -> None:
    """The other amounts, which have no date, count whatever this one's date is."""
    one, two, three = [f"{other}_yen" for other in STAGES if other != stage]
    given(
        grants=f"""
            eligible_expense_yen | {stage}_yen | {stage}_on | {one} | {two} | {three}
            100                  | {amount}    | {date}     | 20    | 21    | 22
        """,
        as_of="2026-03-31",
    ).shows(
        "grant_ledger",
        f"""
            eligible_expense_yen | {stage}_yen | {one} | {two} | {three}
            100                  | {known}     | 20    | 21    | 22
        """,
    )


def test_headroom_and_rate_wait_for_the_decision(given: Given) -> None:
    given(
        programmes="""
            programme_id | grant_cap_yen
            prog         | 100
        """,
        grants="""
            fiscal_year | eligible_expense_yen | decided_yen | decided_on
            2024        | 9                    | 3           | 2026-03-31
            2025        | 9                    | 3           | 2026-04-01
        """,
        as_of="2026-03-31",
    ).shows(
        "grant_ledger",
        """
            fiscal_year | limit_yen | headroom_yen | rate_permille
            2024        | 100       | 97           | 333
            2025        | 100       | -            | -
        """,
    )


def test_rows_are_ordered_by_project_then_year(given: Given) -> None:
    given(
        projects="""
            project_id
            q
            p
        """,
        grants="""
            project_id | fiscal_year
            q          | 2024
            p          | 2025
            q          | 2023
            p          | 2024
        """,
    ).shows(
        "grant_ledger",
        """
            project_id | fiscal_year
            p          | 2024
            p          | 2025
            q          | 2023
            q          | 2024
        """,
    )


PORTFOLIO = {
    "programmes": """
        programme_id
        a
        b
    """,
    "areas": """
        area_id | programme_id
        east    | a
        west    | a
        isles   | b
    """,
    "projects": """
        project_id | programme_id | area_id | theme    | status
        p1         | a            | east    | mobility | active
        p2         | a            | west    | tourism  | withdrawn
        p3         | b            | isles   | mobility | completed
    """,
    "grants": """
        project_id | fiscal_year | decided_yen
        p1         | 2023        | 1
        p1         | 2024        | 2
        p2         | 2024        | 4
        p3         | 2025        | 8
    """,
}


@pytest.mark.parametrize(
    ("params", "decided"),
    [
        ({}, [1, 2, 4, 8]),
        ({"programme_id": "a"}, [1, 2, 4]),
        ({"from_fy": 2024}, [2, 4, 8]),
        ({"to_fy": 2024}, [1, 2, 4]),
        ({"from_fy": 2024, "to_fy": 2024}, [2, 4]),
        ({"from_fy": 2025, "to_fy": 2023}, []),
        ({"area_id": "east"}, [1, 2]),
        ({"theme": "mobility"}, [1, 2, 8]),
        ({"project_id": "p2"}, [4]),
        ({"theme": "mobility", "programme_id": "a", "from_fy": 2024}, [2]),
        ({"programme_id": "no such"}, []),
        ({"programme_id": "a", "area_id": "isles"}, []),
    ],
)
def test_filters(given: Given, params: dict[str, object], decided: list[int]) -> None:
    rows = given(**PORTFOLIO).rows("grant_ledger", **params)
    assert [row["decided_yen"] for row in rows] == decided
