"""awards, project_members, project_places: what open data says of a grant, its recipient and its place."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "programmes": "programme_id | name_en | source_id\nprog | Programme | s",
    "sources": "source_id | url\ns | https://example.org/p\ng | https://example.org/g",
    "consortia": "consortium_id | name_en | formed_on\nc | Group | 2024-01-01\nlate | Late | 2026-04-01",
    "projects": "project_id | consortium_id\np | c\nq | late\nr | -",
    "organizations": "organization_id | corporate_number\nlead | 8000020130001\nsecond | -",
    "consortium_members": """
        consortium_id | organization_id | role
        c             | second          | member
        c             | lead            | lead
    """,
    "grants": """
        project_id | fiscal_year | requested_yen | decided_yen | decided_on | paid_yen | source_id
        p          | 2022        | 9             | -           | -          | -        | -
        p          | 2023        | -             | 0           | 2023-05-01 | -        | -
        p          | 2024        | 8             | 7           | 2024-05-01 | 6        | g
        p          | 2025        | -             | 5           | -          | -        | -
        p          | 2026        | -             | 5           | 2026-04-01 | -        | -
        q          | 2025        | -             | 5           | 2025-05-01 | -        | -
        r          | 2025        | -             | 5           | 2025-05-01 | -        | -
    """,
}


def test_an_award_has_amount_date_and_recipient(given: Given) -> None:
    given(as_of="2026-03-31", **LEDGER).shows(
        "awards",
        """
            project_id | fiscal_year | left_out          | requested_yen | decided_yen | decided_on | paid_yen
            p          | 2022        | amount_unknown    | 9             | -           | -          | -
            p          | 2023        | amount_zero       | -             | 0           | 2023-05-01 | -
            p          | 2024        | -                 | 8             | 7           | 2024-05-01 | 6
            p          | 2025        | date_unknown      | -             | 5           | -          | -
            p          | 2026        | amount_unknown    | -             | -           | -          | -
            q          | 2025        | recipient_unknown | -             | 5           | 2025-05-01 | -
            r          | 2025        | recipient_unknown | -             | 5           | 2025-05-01 | -
        """,
    ).shows(
        "awards",
        """
            fiscal_year | programme_id | programme_name_en | programme_url         | consortium_id | source_url
            2024        | prog         | Programme         | https://example.org/p | c             | https://example.org/g
        """,
        from_fy=2024,
        to_fy=2024,
    )


def test_members_are_those_of_the_award_s_own_day(given: Given) -> None:
    given(
        projects="project_id | consortium_id | end_fy\np | c | 2024\nq | late | -",
        consortia="consortium_id | formed_on\nc | 2025-06-30\nlate | 2025-07-01",
        organizations="organization_id\na\nb\nm",
        consortium_members="""
            consortium_id | organization_id | role   | joined_on  | left_on
            c             | a               | lead   | -          | 2024-03-31
            c             | b               | lead   | 2024-04-01 | -
            c             | m               | member | 2025-06-30 | -
            late          | a               | lead   | -          | -
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on
            p          | 2021        | 5           | 2024-03-31
            p          | 2022        | 5           | 2024-04-01
            p          | 2023        | 5           | -
            p          | 2024        | -           | -
            p          | 2025        | 5           | -
            p          | 2026        | 5           | 2025-07-01
            q          | 2023        | 5           | 2023-06-01
        """,
        as_of="2025-06-30",
    ).shows(
        "award_members",
        """
            project_id | fiscal_year | awarded_on | role   | organization_id
            p          | 2021        | 2024-03-31 | lead   | a
            p          | 2022        | 2024-04-01 | lead   | b
            p          | 2023        | 2024-03-31 | lead   | a
            p          | 2024        | 2025-03-31 | lead   | b
            p          | 2025        | 2025-06-30 | lead   | b
            p          | 2025        | 2025-06-30 | member | m
            p          | 2026        | 2025-06-30 | lead   | b
            p          | 2026        | 2025-06-30 | member | m
        """,
    ).shows("award_members", "fiscal_year\n2023", from_fy=2023, to_fy=2023)


def test_the_lead_comes_first(given: Given) -> None:
    given(**LEDGER).shows(
        "project_members",
        """
            project_id | role   | organization_id | corporate_number
            p          | lead   | lead            | 8000020130001
            p          | member | second          | -
        """,
    )


def test_a_project_is_in_every_municipality_of_its_area(given: Given) -> None:
    given(
        areas="area_id | latitude\narea | 35.7\nnowhere | 35.8",
        municipalities="municipality_code | latitude\n131199 | 35.75\n131075 | 35.71",
        area_municipalities="area_id | municipality_code\narea | 131199\narea | 131075",
        projects="project_id | area_id\np | area\nq | nowhere",
    ).shows(
        "project_places",
        """
            project_id | area_id | area_latitude | municipality_code | municipality_latitude
            p          | area    | 35.7          | 131075            | 35.71
            p          | area    | 35.7          | 131199            | 35.75
            q          | nowhere | 35.8          | -                 | -
        """,
    )
