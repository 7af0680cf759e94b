"""support_hours: implementation support by kind, up to the as-of date."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "projects": """
        project_id | theme
        p1         | mobility
        p2         | tourism
    """,
    "support": """
        support_id | project_id | kind    | provided_on | hours
        s1         | p1         | network | 2026-03-31  | 1.5
        s2         | p2         | network | 2025-03-31  | 2
        s3         | p1         | network | 2025-03-30  | -
        s4         | p1         | expert  | 2025-03-31  | -
        s5         | p1         | expert  | 2026-04-01  | 8
        s6         | p1         | promotion | 2026-04-01 | 8
    """,
    "as_of": "2026-03-31",
}


def test_hours_by_kind(given: Given) -> None:
    given(**LEDGER).shows(
        "support_hours",
        """
            kind    | hours | entries
            expert  | -     | 1
            network | 3.5   | 3
        """,
    )


def test_filters(given: Given) -> None:
    given(**LEDGER).shows("support_hours", "kind | hours | entries\nnetwork | 2.0 | 1", theme="tourism")
