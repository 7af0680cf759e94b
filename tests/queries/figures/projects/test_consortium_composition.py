"""consortium_composition: member organizations by kind, as of the as-of date."""

from __future__ import annotations

import pytest

from tests.queries.ledger import Given

ORGANIZATIONS = """
    organization_id | kind
    ward            | local_government
    town            | local_government
    uni             | university
    firm            | company
    shop            | company
"""


def test_organizations_and_projects_are_distinct(given: Given) -> None:
    given(
        organizations=ORGANIZATIONS,
        consortia="""
            consortium_id
            c1
            c2
        """,
        consortium_members="""
            consortium_id | organization_id | role
            c1            | ward            | lead
            c1            | firm            | member
            c1            | shop            | supporter
            c2            | ward            | member
            c2            | town            | lead
        """,
        projects="""
            project_id | consortium_id | theme    | status
            p1         | c1            | mobility | withdrawn
            p2         | c1            | tourism  | active
            p3         | c2            | mobility | active
            p4         | -             | mobility | active
        """,
    ).shows(
        "consortium_composition",
        """
            kind             | organizations | projects
            company          | 2             | 2
            local_government | 2             | 3
        """,
    ).shows(
        "consortium_composition",
        """
            kind             | organizations | projects
            company          | 2             | 1
            local_government | 2             | 2
        """,
        theme="mobility",
    ).shows(
        "consortium_composition",
        """
            kind             | organizations | projects
            local_government | 2             | 1
        """,
        project_id="p3",
    ).shows("consortium_composition", "kind", project_id="p4")


def test_members_count_from_joining_to_leaving_both_included(given: Given) -> None:
    given(
        organizations="""
            organization_id | kind
            always          | local_government
            joined_on_d     | university
            joined_after_d  | company
            left_on_d       | university
            left_before_d   | company
            came_and_went   | company
        """,
        consortia="consortium_id\nc",
        consortium_members="""
            consortium_id | organization_id | joined_on  | left_on
            c             | always          | -          | -
            c             | joined_on_d     | 2026-03-31 | -
            c             | joined_after_d  | 2026-04-01 | -
            c             | left_on_d       | -          | 2026-03-31
            c             | left_before_d   | -          | 2026-03-30
            c             | came_and_went   | 2024-04-01 | 2025-03-31
        """,
        projects="""
            project_id | consortium_id
            p          | c
        """,
        as_of="2026-03-31",
    ).shows(
        "consortium_composition",
        """
            kind             | organizations | projects
            local_government | 1             | 1
            university       | 2             | 1
        """,
    )


@pytest.mark.parametrize(
    ("end_fy", "members"),
    [
        ("-", "always joined_late"),  # no end is known: D
        ("2023", "always left_on_the_day joined_on_the_day"),  # over: the 31 March that closed it
        ("2024", "always joined_late"),  # closes on D
        ("2025", "always joined_late"),
    ],
)
def test_what_has_ended_keeps_its_members(given: Given, end_fy: str, members: str) -> None:
    ledger = given(
        organizations="organization_id\n"
        + "always\nleft_on_the_day\nleft_before\njoined_on_the_day\njoined_after\njoined_late",
        consortia="consortium_id | formed_on\nc | 2025-03-31",  # after it ended, but not after D
        consortium_members="""
            consortium_id | organization_id   | joined_on  | left_on
            c             | always            | -          | -
            c             | left_on_the_day   | -          | 2024-03-31
            c             | left_before       | -          | 2024-03-30
            c             | joined_on_the_day | 2024-03-31 | 2025-03-30
            c             | joined_after      | 2024-04-01 | 2025-03-30
            c             | joined_late       | 2025-03-31 | -
        """,
        projects=f"project_id | consortium_id | end_fy\np | c | {end_fy}",
        as_of="2025-03-31",
    )
    expected = sorted(members.split())
    assert [row["organization_id"] for row in ledger.rows("project_members")] == expected
    assert [row["organization_id"] for row in ledger.rows("rows_members")] == expected
    ledger.shows("programme_totals", f"organizations\n{len(expected)}")
    ledger.shows("consortium_composition", f"organizations\n{len(expected)}")
    ledger.shows("consortium_parts", f"members\n{len(expected)}")


def test_a_consortium_formed_after_the_as_of_date_has_no_members(given: Given) -> None:
    given(
        organizations=ORGANIZATIONS,
        consortia="""
            consortium_id | formed_on
            on_d          | 2026-03-31
            after_d       | 2026-04-01
            undated       | -
        """,
        consortium_members="""
            consortium_id | organization_id | joined_on
            on_d          | ward            | -
            after_d       | firm            | 2025-04-01
            undated       | uni             | -
        """,
        projects="""
            project_id | consortium_id
            p1         | on_d
            p2         | after_d
            p3         | undated
        """,
        as_of="2026-03-31",
    ).shows(
        "consortium_composition",
        """
            kind             | organizations | projects
            local_government | 1             | 1
            university       | 1             | 1
        """,
    )
