"""project_detail, project_members, project_sources: one project, as of the as-of date."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "organizations": """
        organization_id | name_ja | name_en | kind
        firm            | 会社    | Firm    | company
        uni             | 大学    | -       | university
        ward            | 区      | -       | local_government
        late            | 後     | -       | company
    """,
    "consortia": """
        consortium_id | name_ja | name_en | formed_on  | source_id
        formed        | 連携体  | Group   | 2026-03-31 | s_consortium
        future        | 将来    | -       | 2026-04-01 | s_future
    """,
    "consortium_members": """
        consortium_id | organization_id | role      | joined_on  | confidence | source_id
        formed        | firm            | supporter | -          | seen       | -
        formed        | late            | member    | 2026-04-01 | -          | s_future
        formed        | uni             | member    | 2025-04-01 | inferred   | s_member
        formed        | ward            | lead      | -          | -          | -
        future        | ward            | lead      | -          | -          | s_future
    """,
    "projects": """
        project_id | title_ja | summary_en | consortium_id | technologies | end_fy | confidence | source_id
        p1         | 甲       | Buses      | formed        | ai;drone     | 2026   | seen       | s_project
        p2         | 乙       | -          | future        | -            | -      | -          | -
        p3         | 丙       | -          | -             | -            | -      | -          | s_other
    """,
    "grants": """
        project_id | source_id
        p1         | s_grant
    """,
    "milestones": """
        milestone_id | project_id | source_id
        m1           | p1         | s_milestone
        m2           | p1         | s_project
    """,
    "kpis": """
        kpi_id | project_id | source_id
        k1     | p1         | s_kpi
    """,
    "kpi_values": """
        kpi_id | measured_on | source_id
        k1     | 2026-03-31  | s_value
        k1     | 2026-04-01  | s_future
    """,
    "sources": """
        source_id    | publisher | title | url             | published_on
        s_consortium | Tokyo     | T     | https://a.test/ | 2025-04-01
        s_future     | Tokyo     | T     | https://a.test/ | -
        s_grant      | Tokyo     | T     | https://a.test/ | -
        s_kpi        | Tokyo     | T     | https://a.test/ | -
        s_member     | Tokyo     | T     | https://a.test/ | -
        s_milestone  | Tokyo     | T     | https://a.test/ | -
        s_other      | Tokyo     | T     | https://a.test/ | -
        s_project    | Tokyo     | T     | https://a.test/ | -
        s_unused     | Tokyo     | T     | https://a.test/ | -
        s_value      | Tokyo     | T     | https://a.test/ | -
    """,
}


def test_detail(given: Given) -> None:
    given(**LEDGER).shows(
        "project_detail",
        """
            project_id | title_ja | summary_en | programme_id | area_id | theme    | technologies | status
            p1         | 甲       | Buses      | prog         | area    | mobility | ai;drone     | active
        """,
        project_id="p1",
    ).shows(
        "project_detail",
        """
            start_fy | end_fy | consortium_id | consortium_name_ja | consortium_name_en | formed_on
            2024     | 2026   | formed        | 連携体             | Group              | 2026-03-31
        """,
        project_id="p1",
    ).shows(
        "project_detail",
        """
            confidence | published | source_id
            seen       | true      | s_project
        """,
        project_id="p1",
    )


def test_no_consortium_before_it_is_formed(given: Given) -> None:
    given(**LEDGER, as_of="2026-03-31").shows(
        "project_detail",
        """
            project_id | consortium_id | consortium_name_ja | consortium_name_en | formed_on
            p2         | -             | -                  | -                  | -
        """,
        project_id="p2",
    ).shows("project_members", "organization_id", project_id="p2")


def test_a_consortium_without_a_date_is_there(given: Given) -> None:
    given(
        consortia="consortium_id\nc",
        projects="project_id | consortium_id | end_fy\np | c | -\nover | c | 2023",
    ).shows(
        "project_detail",
        """
            project_id | consortium_id | formed_on | members_on
            over       | c             | -         | 2024-03-31
            p          | c             | -         | 2026-03-31
        """,
    )


def test_no_such_project(given: Given) -> None:
    given(**LEDGER).shows("project_detail", "project_id", project_id="p9").shows(
        "project_sources", "source_id", project_id="p9"
    )


def test_without_an_argument_all_projects(given: Given) -> None:
    given(**LEDGER).shows("project_detail", "project_id\np1\np2\np3")


def test_members_lead_first(given: Given) -> None:
    given(**LEDGER).shows(
        "project_members",
        """
            organization_id | name_ja | name_en | kind             | role
            ward            | 区      | -       | local_government | lead
            uni             | 大学    | -       | university       | member
            firm            | 会社    | Firm    | company          | supporter
        """,
        project_id="p1",
    ).shows(
        "project_members",
        """
            organization_id | joined_on  | confidence | source_id
            ward            | -          | -          | -
            uni             | 2025-04-01 | inferred   | s_member
            firm            | -          | seen       | -
        """,
        project_id="p1",
    )


def test_sources_of_everything_that_is_there(given: Given) -> None:
    given(**LEDGER).shows(
        "project_sources",
        """
            source_id    | publisher | title | url             | published_on
            s_consortium | Tokyo     | T     | https://a.test/ | 2025-04-01
            s_grant      | Tokyo     | T     | https://a.test/ | -
            s_kpi        | Tokyo     | T     | https://a.test/ | -
            s_member     | Tokyo     | T     | https://a.test/ | -
            s_milestone  | Tokyo     | T     | https://a.test/ | -
            s_project    | Tokyo     | T     | https://a.test/ | -
            s_value      | Tokyo     | T     | https://a.test/ | -
        """,
        project_id="p1",
    ).shows("project_sources", "source_id", project_id="p2").shows(
        "project_sources", "source_id\ns_other", project_id="p3"
    )


def test_documents_of_the_selected_projects(given: Given) -> None:
    """The newest first, those without a day last; one published after D is not there."""
    given(
        projects="project_id | theme\na | health\nb | tourism",
        documents="""
            document_id | project_id | kind   | published_on
            d1          | a          | report | 2026-03-31
            d2          | a          | plan   | -
            d3          | a          | press  | 2026-04-01
            d4          | b          | manual | 2026-01-01
            d5          | a          | other  | 2026-03-31
        """,
    ).shows(
        "document_list",
        """
        document_id | project_id | kind   | published_on
        d1          | a          | report | 2026-03-31
        d5          | a          | other  | 2026-03-31
        d4          | b          | manual | 2026-01-01
        d2          | a          | plan   | -
        """,
    ).shows("document_list", "document_id\nd4", theme="tourism").shows(
        "document_list", "document_id\nd1\nd5\nd2", project_id="a"
    )
