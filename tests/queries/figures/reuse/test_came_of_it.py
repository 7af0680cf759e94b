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
