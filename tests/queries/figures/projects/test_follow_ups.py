"""follow_up_list: what became of projects. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given, insert_places


def test_all_on_or_before_the_day(given: Given) -> None:
    ledger = given(
        projects="project_id | area_id\np | area\nq | other",
        follow_ups="""
            project_id | checked_on | state       | users | run_by_ja
            q          | 2025-06-01 | ended       | 0     | -
            p          | 2026-04-01 | ended       | 5     | -
            p          | 2026-03-31 | handed_over | -     | 町会
            p          | 2025-03-31 | running     | 7     | -
        """,
    )
    insert_places(
        ledger,
        "table_name | row_key | file | sheet | row_number | shipped\n"
        "follow_ups | p/2026-03-31 | follow_ups.csv | - | 4 | false",
    )
    ledger.shows(
        "follow_up_list",
        """
        project_id | checked_on | state       | users
        p          | 2025-03-31 | running     | 7
        p          | 2026-03-31 | handed_over | -
        q          | 2025-06-01 | ended       | 0
        """,
    ).shows("follow_up_list", "project_id | state\nq | ended", area_id="other").shows(
        "rows_follow_ups",
        "checked_on | run_by_ja | row_number\n2025-03-31 | - | -\n2026-03-31 | 町会 | 4",
        project_id="p",
    )
