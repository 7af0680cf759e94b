"""consortium_parts and grant_dates: what the rules page shows beside a check."""

from __future__ import annotations

from tests.queries.ledger import Given


def test_parts_that_are_known_on_the_day(given: Given) -> None:
    ledger = given(
        projects="""
            project_id | consortium_id | theme
            p1         | c1            | mobility
            p2         | c2            | tourism
            p3         | c3            | tourism
            p4         | -             | tourism
            p5         | c5            | tourism
            p6         | c6            | tourism
        """,
        consortia="""
            consortium_id | formed_on  | members_complete
            c1            | -          | -
            c2            | 2026-03-31 | true
            c3            | 2026-04-01 | true
            c5            | -          | -
            c6            | -          | false
        """,
        organizations="organization_id | kind\ncity | local_government\nuni | university\nfirm | company\nnpo | other",
        consortium_members="""
            consortium_id | organization_id | role      | confidence | left_on
            c1            | city            | lead      | seen       | -
            c1            | firm            | supporter | inferred   | -
            c2            | uni             | member    | seen       | -
            c2            | npo             | lead      | seen       | 2026-03-30
            c3            | city            | lead      | seen       | -
            c6            | npo             | lead      | seen       | -
        """,
    )
    ledger.shows(
        "consortium_parts",
        """
            project_id | members | inferred | has_lead | has_local_government | has_partner | members_complete
            p1         | 2       | 1        | true     | true                 | true        | false
            p2         | 1       | 0        | false    | false                | true        | true
            p5         | 0       | 0        | false    | false                | false       | false
            p6         | 1       | 0        | true     | false                | false       | false
        """,
    )
    outcomes = {
        r["project_id"]: r["outcome"] for r in ledger.rows("rule_findings") if r["rule"] == "consortium"
    }
    assert outcomes == {
        "p1": "pass", "p2": "fail", "p3": "not_assessed", "p4": "not_assessed", "p5": "not_assessed",
        "p6": "not_assessed",
    }  # fmt: skip
    ledger.shows("consortium_parts", "project_id\np1", theme="mobility")


def test_dates_as_known_on_the_day(given: Given) -> None:
    given(
        grants="""
            fiscal_year | requested_on | decided_on | settled_on | paid_on    | source_id
            2025        | 2025-03-01   | 2026-03-31 | 2026-04-01 | -          | s
            2024        | -            | 2024-05-01 | 2025-04-01 | 2025-05-01 | -
        """
    ).shows(
        "grant_dates",
        """
            project_id | fiscal_year | requested_on | decided_on | settled_on | paid_on    | source_id
            p          | 2024        | -            | 2024-05-01 | 2025-04-01 | 2025-05-01 | -
            p          | 2025        | 2025-03-01   | 2026-03-31 | -          | -          | s
        """,
    ).shows("grant_dates", "fiscal_year\n2025", from_fy=2025)
