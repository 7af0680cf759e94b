"""money_year_ago: what was known a year before the as-of date, by the days of the amounts and of their changes."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "projects": """
        project_id | programme_id | theme
        p1         | a            | mobility
        p2         | a            | tourism
        p3         | a            | health
    """,
    "grants": """
        project_id | fiscal_year | requested_yen | requested_on | decided_yen | decided_on | settled_yen | settled_on
        p1         | 2023        | 90            | 2023-05-01   | 80          | 2023-06-01 | 70          | 2024-06-01
        p1         | 2024        | 50            | 2024-05-01   | 40          | 2025-03-31 | 30          | 2025-04-01
        p1         | 2025        | 9             | 2025-05-01   | 8           | 2026-04-01 | -           | -
        p2         | 2023        | 7             | -            | 6           | 2023-07-01 | -           | -
    """,
    "grant_changes": """
        project_id | fiscal_year | changed_on | decided_yen | requested_yen
        p1         | 2023        | 2024-01-01 | 85          | -
        p1         | 2023        | 2024-02-01 | 85          | 95
        p1         | 2023        | 2025-04-01 | 60          | -
    """,
}


def test_amounts_and_changes_up_to_that_day_count(given: Given) -> None:
    given(**LEDGER, as_of="2026-03-31").shows(
        "money_year_ago",
        """
            figure         | fiscal_year | known_on   | known_yen | is_dated
            decided_yen   | 2023        | 2025-03-31 | 85        | true
            decided_yen   | 2024        | 2025-03-31 | 40        | true
            decided_yen   | 2025        | 2025-03-31 | -         | true
            paid_yen      | 2023        | 2025-03-31 | -         | true
            paid_yen      | 2024        | 2025-03-31 | -         | true
            paid_yen      | 2025        | 2025-03-31 | -         | true
            requested_yen | 2023        | 2025-03-31 | 95        | true
            requested_yen | 2024        | 2025-03-31 | 50        | true
            requested_yen | 2025        | 2025-03-31 | -         | true
            settled_yen   | 2023        | 2025-03-31 | 70        | true
            settled_yen   | 2024        | 2025-03-31 | -         | true
            settled_yen   | 2025        | 2025-03-31 | -         | true
        """,
        theme="mobility",
    )


def test_an_amount_without_a_day_is_said(given: Given) -> None:
    given(**LEDGER, as_of="2026-03-31").shows(
        "money_year_ago",
        """
            figure         | fiscal_year | known_yen | is_dated
            decided_yen   | 2023        | 6         | true
            paid_yen      | 2023        | -         | true
            requested_yen | 2023        | -         | false
            settled_yen   | 2023        | -         | true
        """,
        theme="tourism",
    )


def test_without_a_grant_there_is_the_day_alone(given: Given) -> None:
    given(**LEDGER, as_of="2026-03-31").shows(
        "money_year_ago",
        """
            figure         | fiscal_year | known_on   | known_yen
            decided_yen   | -           | 2025-03-31 | -
            paid_yen      | -           | 2025-03-31 | -
            requested_yen | -           | 2025-03-31 | -
            settled_yen   | -           | 2025-03-31 | -
        """,
        theme="health",
    )
