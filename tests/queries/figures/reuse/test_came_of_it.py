"""came_of_it: what came of projects that ended or were looked at. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given


def test_the_last_look_and_the_line_that_closes_it(given: Given) -> None:
    ledger = given(
        projects="""
            project_id | status    | area_id | closing_ja | closing_en
            a          | active    | area    | -          | -
            b          | completed | area    | -          | -
            c          | withdrawn | other   | 終わり     | -
            d          | active    | other   | -          | -
            e          | completed | area    | -          | The end
        """,
        follow_ups="""
            project_id | checked_on | state       | users | run_by_ja | paid_by_ja
            c          | 2025-06-01 | running     | 3     | 町会      | -
            c          | 2025-12-01 | handed_over | -     | -         | 市
            c          | 2026-04-01 | ended       | 0     | -         | -
            d          | 2026-03-31 | running     | 7     | -         | -
            a          | 2026-04-01 | running     | 7     | -         | -
        """,
    )
    ledger.shows(
        "came_of_it",
        """
        project_id | has_closing | checked_on | state       | users | run_by_ja | paid_by_ja
        b          | false       | -          | -           | -     | -         | -
        c          | true        | 2025-12-01 | handed_over | -     | -         | 市
        d          | false       | 2026-03-31 | running     | 7     | -         | -
        e          | true        | -          | -           | -     | -         | -
        """,
    ).shows("came_of_it", "project_id | state\nc | handed_over\nd | running", area_id="other")


def test_how_long_after_its_period_somebody_looked(given: Given) -> None:
    """From the 31 March that closed the last fiscal year; not known where that is not, or was not over."""
    ledger = given(
        projects="""
            project_id | status    | end_fy
            a          | completed | 2023
            b          | completed | 2023
            c          | completed | -
            d          | withdrawn | 2025
            e          | completed | 2023
        """,
        follow_ups="""
            project_id | checked_on | state
            a          | 2026-03-30 | running
            b          | 2026-03-31 | running
            c          | 2026-03-31 | running
            d          | 2025-12-01 | ended
        """,
    )
    ledger.shows(
        "came_of_it",
        """
        project_id | end_fy | checked_on | months_after
        a          | 2023   | 2026-03-30 | 23
        b          | 2023   | 2026-03-31 | 24
        c          | -      | 2026-03-31 | -
        d          | 2025   | 2025-12-01 | -
        e          | 2023   | -          | -
        """,
    )
