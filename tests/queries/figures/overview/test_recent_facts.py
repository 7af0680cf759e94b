"""recent_facts: the newest dated facts on or before the as-of date."""

from __future__ import annotations

from tests.queries.ledger import Given


def test_every_kind_of_fact_newest_first(given: Given) -> None:
    given(
        consortia="consortium_id | formed_on | name_ja | name_en\nc | 2024-05-01 | 会 | Council",
        projects="""
            project_id | title_ja | title_en | consortium_id
            p          | 甲       | First    | c
        """,
        grants="""
            requested_yen | requested_on | decided_yen | decided_on | settled_on | paid_yen | paid_on
            9             | 2024-06-01   | 8           | 2024-07-01 | 2025-04-01 | 7        | 2026-04-01
        """,
        milestones="""
            milestone_id | done_on    | title_ja | title_en
            m1           | 2025-05-01 | 開始     | -
            m2           | 2026-04-01 | 完了     | Done
            m3           | -          | 後       | Later
        """,
        status_reports="""
            reported_on
            2026-03-31
            2026-04-01
        """,
        as_of="2026-03-31",
    ).shows(
        "recent_facts",
        """
            happened_on | kind       | project_id | title_ja | title_en | fact_ja | fact_en | amount_yen
            2026-03-31  | report     | p          | 甲       | First    | -       | -       | -
            2025-05-01  | milestone  | p          | 甲       | First    | 開始    | -       | -
            2025-04-01  | settlement | p          | 甲       | First    | -       | -       | -
            2024-07-01  | decision   | p          | 甲       | First    | -       | -       | 8
            2024-06-01  | request    | p          | 甲       | First    | -       | -       | 9
            2024-05-01  | consortium | p          | 甲       | First    | 会      | Council | -
        """,
    )


def test_at_most_twelve_in_a_fixed_order(given: Given) -> None:
    given(
        projects="project_id\nq\np",
        status_reports="\n".join(
            ["project_id | reported_on", *(f"{p} | 2025-01-{day:02}" for p in "qp" for day in range(1, 9))]
        ),
        milestones="project_id | milestone_id | done_on\nq | m | 2025-01-08",
    ).shows(
        "recent_facts",
        """
            happened_on | kind      | project_id
            2025-01-08  | milestone | q
            2025-01-08  | report    | p
            2025-01-08  | report    | q
            2025-01-07  | report    | p
            2025-01-07  | report    | q
            2025-01-06  | report    | p
            2025-01-06  | report    | q
            2025-01-05  | report    | p
            2025-01-05  | report    | q
            2025-01-04  | report    | p
            2025-01-04  | report    | q
            2025-01-03  | report    | p
        """,
    )


def test_filters(given: Given) -> None:
    given(
        consortia="consortium_id | formed_on\nc | 2026-04-01",
        projects="""
            project_id | theme    | consortium_id
            p          | mobility | c
            q          | tourism  | -
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on
            p          | 2024        | 1           | 2024-05-01
            p          | 2025        | 2           | 2025-05-01
            q          | 2025        | 3           | 2025-05-01
        """,
        status_reports="""
            project_id | reported_on
            p          | 2024-06-01
            q          | 2024-06-01
        """,
    ).shows(
        "recent_facts",
        """
            happened_on | kind     | project_id | amount_yen
            2025-05-01  | decision | p          | 2
            2024-06-01  | report   | p          | -
            2024-05-01  | decision | p          | 1
        """,
        theme="mobility",
    ).shows(
        "recent_facts",
        """
            happened_on | kind     | project_id | amount_yen
            2025-05-01  | decision | q          | 3
            2024-06-01  | report   | q          | -
        """,
        project_id="q",
        from_fy=2025,
    )
