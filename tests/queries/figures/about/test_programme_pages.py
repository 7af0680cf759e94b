"""programme_rules, timeline_entries, source_list, event_list: the programmes and where facts come from."""

from __future__ import annotations

from tests.queries.ledger import Given

SOURCES = """
    source_id | publisher | title | url             | published_on
    s2        | 都        | 資料  | https://b.test/ | -
    s1        | Tokyo     | Paper | https://a.test/ | 2025-04-01
"""


def test_programme_rules(given: Given) -> None:
    given(
        sources=SOURCES,
        programmes="""
            programme_id | last_fy | grant_cap_yen | subsidy_rate_percent | max_fiscal_years | source_id
            b            | -       | -             | -                    | -                | -
            a            | 2023    | 100           | 50                   | 3                | s1
        """,
    ).shows(
        "programme_rules",
        """
            programme_id | name_ja | name_en | first_fy | last_fy | grant_cap_yen | subsidy_rate_percent
            a            | x       | x       | 2019     | 2023    | 100           | 50
            b            | x       | x       | 2019     | -       | -             | -
        """,
    ).shows(
        "programme_rules",
        """
            max_fiscal_years | source_id | publisher | title | url
            3                | s1        | Tokyo     | Paper | https://a.test/
            -                | -         | -         | -     | -
        """,
    )


def test_timeline_tells_what_lies_ahead_of_the_as_of_date(given: Given) -> None:
    given(
        sources=SOURCES,
        timeline="""
            timeline_id | programme_id | happened_on | precision | title_ja | title_en | source_id
            t2          | prog         | 2026-03-31  | day       | 乙       | Second   | s2
            t1          | -            | 2019-01-01  | year      | 甲       | First    | -
            t3          | prog         | 2026-04-01  | month     | 丙       | Third    | -
        """,
        as_of="2026-03-31",
    ).shows(
        "timeline_entries",
        """
            timeline_id | programme_id | happened_on | precision | title_ja | title_en | ahead
            t1          | -            | 2019-01-01  | year      | 甲       | First    | false
            t2          | prog         | 2026-03-31  | day       | 乙       | Second   | false
            t3          | prog         | 2026-04-01  | month     | 丙       | Third    | true
        """,
    ).shows(
        "timeline_entries",
        """
            timeline_id | source_id | publisher | title | url
            t1          | -         | -         | -     | -
            t2          | s2        | 都        | 資料  | https://b.test/
            t3          | -         | -         | -     | -
        """,
    )


def test_source_list(given: Given) -> None:
    given(sources=SOURCES).shows(
        "source_list",
        """
            source_id | publisher | title | url             | published_on
            s1        | Tokyo     | Paper | https://a.test/ | 2025-04-01
            s2        | 都        | 資料  | https://b.test/ | -
        """,
    )


def test_events_newest_first_up_to_the_as_of_date(given: Given) -> None:
    given(
        events="""
            event_id | held_on    | name_ja | venue_en | local_governments | private_organizations | source_id
            e1       | 2025-11-01 | 交流会  | Hall     | 12                | 30                    | s1
            e4       | 2026-04-01 | 将来    | -        | -                 | -                     | -
            e3       | 2026-03-31 | 発表    | -        | -                 | -                     | -
            e2       | 2026-03-31 | 相談    | -        | 3                 | -                     | -
        """,
        as_of="2026-03-31",
    ).shows(
        "event_list",
        """
            event_id | name_ja | held_on    | venue_en | local_governments | private_organizations | source_id
            e2       | 相談    | 2026-03-31 | -        | 3                 | -                     | -
            e3       | 発表    | 2026-03-31 | -        | -                 | -                     | -
            e1       | 交流会  | 2025-11-01 | Hall     | 12                | 30                    | s1
        """,
    )
