"""Organizations and their projects, who might help with an issue, and what may serve as a model. D is 2026-03-31."""

from __future__ import annotations

from tests.queries.ledger import Given

ORGANIZATIONS = """
    organization_id | kind
    city            | local_government
    firm            | company
    uni             | university
    club            | other
    new             | company
"""


COUNTED = "projects | lead_projects | running | programmes"


def test_an_organization_with_its_projects(given: Given) -> None:
    """Members of the member day; money of whose award day it was the lead; an end that is not known is none."""
    given(
        programmes="programme_id\nprog\nother",
        organizations=ORGANIZATIONS,
        consortia="consortium_id\nc1\nc2",
        consortium_members="""
            consortium_id | organization_id | role   | joined_on  | left_on
            c1            | city            | lead   | -          | 2024-12-31
            c1            | firm            | lead   | 2025-01-01 | -
            c1            | uni             | member | -          | -
            c2            | firm            | member | -          | 2024-03-31
            c2            | club            | lead   | -          | -
            c2            | new             | member | 2024-04-01 | -
        """,
        projects="""
            project_id | programme_id | consortium_id | status    | start_fy | end_fy | theme
            p1         | prog         | c1            | active    | 2024     | -      | mobility
            p2         | other        | c2            | completed | 2022     | 2023   | mobility
            p3         | prog         | c2            | withdrawn | 2023     | 2024   | tourism
        """,
        grants="""
            project_id | fiscal_year | decided_yen | decided_on
            p1         | 2024        | 100         | 2024-12-31
            p1         | 2025        | 50          | 2025-01-01
            p2         | 2022        | 7           | -
            p2         | 2023        | -           | -
            p3         | 2024        | 3           | 2026-04-01
        """,
    ).shows(
        "organization_list",
        f"""
        organization_id | kind | {COUNTED} | first_fy | last_fy | lead_decided_yen | partners
        club | other      | 2 | 2 | 0 | 2 | 2022 | 2024 | 7   | 2
        firm | company    | 2 | 1 | 1 | 2 | 2022 | 2023 | 50  | 2
        new  | company    | 1 | 0 | 0 | 1 | 2023 | 2024 | -   | 1
        uni  | university | 1 | 0 | 1 | 1 | 2024 | -    | -   | 1
        """,
    ).shows(
        "organization_list",
        """
        organization_id | projects | lead_decided_yen | partners
        club            | 1        | 7                | 1
        firm            | 2        | -                | 2
        uni             | 1        | -                | 1
        """,
        theme="mobility",
        to_fy=2024,
    ).shows(
        "rows_grants_by_lead",
        """
        organization_id | project_id | fiscal_year | decided_yen
        city            | p1         | 2024        | 100
        club            | p2         | 2022        | 7
        club            | p2         | 2023        | -
        club            | p3         | 2024        | -
        firm            | p1         | 2025        | 50
        """,
    )


def test_who_might_help_with_an_issue(given: Given) -> None:
    """By offer or by a project of the theme, no local government; an end or a beginning after D is not there."""
    given(
        organizations=ORGANIZATIONS,
        consortia="consortium_id\nc1\nc2",
        consortium_members="""
            consortium_id | organization_id | left_on
            c1            | city            | -
            c1            | firm            | -
            c1            | uni             | 2026-03-31
            c2            | uni             | 2026-03-30
            c2            | club            | -
        """,
        projects="""
            project_id | consortium_id | status    | theme
            p1         | c1            | active    | mobility
            p2         | c2            | completed | mobility
            p3         | c2            | completed | tourism
        """,
        kpis="kpi_id | project_id | target_value | direction\nk1 | p1 | 10 | increase",
        kpi_values="kpi_id | measured_on | value\nk1 | 2026-03-31 | 10",
        offers="""
            organization_id | theme    | offered_on | published
            city            | mobility | -          | true
            new             | mobility | 2026-03-31 | false
            firm            | mobility | 2026-04-01 | true
            club            | tourism  | -          | true
        """,
        issues="""
            issue_id | theme    | raised_on
            i1       | mobility | 2026-03-31
            i2       | mobility | 2026-04-01
            i3       | mobility | 2025-01-01
            i4       | tourism  | 2025-01-01
        """,
        matches="""
            match_id | issue_id | organization_id | introduced_on | agreed_on  | closed_on
            m1       | i1       | firm            | 2026-01-01    | -          | 2026-02-01
            m2       | i1       | firm            | 2026-03-31    | 2026-04-01 | 2026-04-02
            m3       | i1       | firm            | 2026-04-01    | -          | -
            m4       | i1       | new             | 2025-01-01    | -          | 2026-03-31
            m5       | i3       | city            | 2025-01-01    | 2026-03-31 | -
            m6       | i4       | city            | 2025-01-01    | -          | -
        """,
    ).shows(
        "issue_candidates",
        """
        issue_id | organization_id | offers | theme_projects | theme_results | introduced_on | closed_on
        i1       | club            | 0      | 1              | 1             | -             | -
        i1       | firm            | 0      | 1              | 1             | 2026-03-31    | -
        i1       | uni             | 0      | 1              | 1             | -             | -
        i1       | new             | 1      | 0              | 0             | 2025-01-01    | 2026-03-31
        i4       | club            | 1      | 1              | 1             | -             | -
        """,
    ).shows("issue_candidates", "issue_id | organization_id\ni4 | club", issue_id="i4").shows(
        "issue_candidates", "issue_id", issue_id="i3"
    )


def test_what_may_serve_as_a_model(given: Given) -> None:
    """Results first, then the same kind of town, then the likest population of the area; withdrawn is no model."""
    given(
        municipalities="""
            municipality_code | kind | population
            131016            | ward | 1000
            131075            | city | 1999
            131199            | town | 3
            132080            | ward | -
        """,
        areas="area_id\nward\ntowns\nunknown\nnowhere",
        area_municipalities="""
            area_id | municipality_code
            ward    | 131016
            towns   | 131075
            towns   | 131199
            unknown | 132080
        """,
        projects="""
            project_id | area_id | status    | theme
            p1         | towns   | completed | mobility
            p2         | ward    | active    | mobility
            p3         | unknown | selected  | mobility
            p4         | nowhere | active    | mobility
            p5         | ward    | withdrawn | mobility
            p6         | ward    | active    | tourism
            p7         | ward    | active    | mobility
        """,
        kpis="kpi_id | project_id | target_value | direction\nk1 | p1 | 5 | decrease\nk2 | p2 | 5 | increase",
        kpi_values="kpi_id | measured_on | value\nk1 | 2026-03-31 | 5\nk2 | 2026-04-01 | 5",
        issues="""
            issue_id | municipality_code | theme    | raised_on
            i1       | 131016            | mobility | 2026-03-31
            i2       | 131016            | mobility | 2026-04-01
            i3       | 132080            | tourism  | 2026-03-31
        """,
    ).shows(
        "similar_projects",
        """
        issue_id | project_id | same_kind | population_ratio_permille | kpi_targets_reached | status
        i1       | p1         | false     | 500                       | 1                   | completed
        i1       | p2         | true      | 1000                      | 0                   | active
        i1       | p7         | true      | 1000                      | 0                   | active
        i1       | p3         | true      | -                         | 0                   | selected
        i1       | p4         | false     | -                         | 0                   | active
        i3       | p6         | true      | -                         | 0                   | active
        """,
    ).shows("similar_projects", "issue_id | project_id\ni3 | p6", issue_id="i3")


def test_every_name_of_an_organization(given: Given) -> None:
    """Those without a last day first, then the latest; one row without a name where there is no other."""
    given(
        organizations="organization_id | corporate_number\nfirm | 8000020130001\nclub | -",
        organization_names="""
            organization_id | name  | kind   | until_on
            firm            | old   | former | 2020-03-31
            firm            | older | former | 2010-03-31
            firm            | kana  | kana   | -
        """,
    ).shows(
        "organization_names",
        """
        organization_id | name  | kind   | until_on   | corporate_number
        club            | -     | -      | -          | -
        firm            | kana  | kana   | -          | 8000020130001
        firm            | old   | former | 2020-03-31 | 8000020130001
        firm            | older | former | 2010-03-31 | 8000020130001
        """,
    )


def test_projects_and_partners_of_an_organization_or_a_town(given: Given) -> None:
    """Of the selected projects and the member day alone; a town's partners are all, an organization's the others."""
    con = given(
        areas="area_id\nhere\nthere",
        area_municipalities="area_id | municipality_code\nhere | 131016\nthere | 131075\nhere | 131075",
        organizations="organization_id\ncity\nfirm\nuni\nclub",
        consortia="consortium_id\nc1\nc2",
        consortium_members="""
            consortium_id | organization_id | left_on
            c1            | city            | -
            c1            | firm            | -
            c1            | uni             | 2020-03-31
            c2            | firm            | -
            c2            | club            | -
        """,
        projects="""
            project_id | area_id | consortium_id | theme
            p1         | here    | c1            | mobility
            p2         | there   | c2            | tourism
            p3         | there   | -             | tourism
        """,
    ).con

    def of(macro: str, *asked: str | None) -> list[str]:
        places = ", ".join("?" * len(asked))
        return sorted(key for (key,) in con.execute(f"from {macro}({places})", asked).fetchall())

    assert of("projects_of", "firm", None) == ["p1", "p2"]
    assert of("projects_of", "uni", None) == []
    assert of("projects_of", None, "131016") == ["p1"]
    assert of("projects_of", None, "131075") == ["p1", "p2", "p3"]
    assert of("partners_of", "firm", None, None, None, None) == ["city", "club"]
    assert of("partners_of", "firm", None, None, None, "tourism") == ["club"]
    assert of("partners_of", None, "131075", None, None, None) == ["city", "club", "firm"]
    assert of("partners_of", None, "131075", None, "here", None) == ["city", "firm"]


def test_towns_that_are_most_like_one(given: Given) -> None:
    """To 100, 90 is nearer than 120 (833 of 1000) and 80; another kind or side and the unknown are not like it."""
    given_towns = """
        municipality_code | kind | region  | population
        132012            | city | tama    | 100
        132021            | city | tama    | 120
        132039            | city | tama    | 90
        132047            | city | tama    | 80
        132055            | city | islands | 100
        132063            | city | tama    | -
        132071            | city | tama    | 1000
        132080            | city | tama    | 10
        132098            | city | tama    | 9
        131016            | ward | wards   | 100
    """
    con = given(municipalities=given_towns).con

    def like(code: str) -> list[str]:
        return [one for (one,) in con.execute("from towns_like(?)", [code]).fetchall()]

    assert like("132012") == ["132012", "132039", "132021", "132047", "132071", "132080"]
    assert like("132055") == ["132055"] and like("132063") == ["132063"] and like("999999") == []


def test_events_of_a_town_are_those_of_its_introductions(given: Given) -> None:
    con = given(
        issues="issue_id | municipality_code\ni1 | 131016\ni2 | 131075",
        events="event_id\ne1\ne2\ne3",
        matches="""
            match_id | issue_id | event_id | introduced_on
            m1       | i1       | e1       | 2026-03-31
            m2       | i1       | e1       | 2025-01-01
            m3       | i1       | e2       | 2026-04-01
            m4       | i2       | e3       | 2025-01-01
            m5       | i1       | -        | 2025-01-01
        """,
    ).con
    assert {one for (one,) in con.execute("from events_of('131016')").fetchall()} == {"e1", None}


def test_what_organizations_offer(given: Given) -> None:
    """Made by D, or nobody knows when."""
    given(
        organizations=ORGANIZATIONS,
        offers="""
            organization_id | theme    | technologies | offered_on | published
            firm            | mobility | AI;GIS       | 2026-03-31 | false
            uni             | mobility | -            | -          | true
            club            | mobility | -            | 2026-04-01 | true
            firm            | tourism  | -            | 2025-01-01 | true
        """,
    ).shows(
        "offer_list",
        """
        theme    | organization_id | technologies | offered_on
        mobility | firm            | AI;GIS       | 2026-03-31
        mobility | uni             | -            | -
        tourism  | firm            | -            | 2025-01-01
        """,
    ).shows("offer_list", "theme | organization_id\ntourism | firm", theme="tourism")


PROJECTS_WITH_RESULTS = {
    "projects": """
        project_id | area_id | consortium_id | status    | theme
        p1         | here    | c1            | active    | mobility
        p2         | here    | c1            | withdrawn | mobility
        p3         | there   | c2            | completed | mobility
        p4         | there   | c2            | selected  | mobility
        p5         | there   | c2            | completed | tourism
        p6         | there   | c2            | active    | mobility
    """,
    "kpis": """
        kpi_id | project_id | target_value | direction
        k1     | p2         | 10           | increase
        k2     | p6         | 10           | increase
        k3     | p4         | 10           | increase
    """,
    "kpi_values": """
        kpi_id | measured_on | value
        k1     | 2026-03-31  | 10
        k2     | 2026-03-31  | 11
        k3     | 2026-04-01  | 10
    """,
    "areas": "area_id\nhere\nthere",
}


def test_what_a_member_did_in_a_theme(given: Given) -> None:
    """A result is a project that is completed or has reached a target by D; these stand first, then by id."""
    given(
        organizations=ORGANIZATIONS,
        consortia="consortium_id\nc1\nc2",
        consortium_members="""
            consortium_id | organization_id | left_on
            c1            | firm            | -
            c1            | uni             | 2026-03-30
            c2            | firm            | -
        """,
        **PROJECTS_WITH_RESULTS,
    ).shows(
        "member_projects",
        """
        theme    | organization_id | place | project_id | status    | kpi_targets_reached
        mobility | firm            | 1     | p2         | withdrawn | 1
        mobility | firm            | 2     | p3         | completed | 0
        mobility | firm            | 3     | p6         | active    | 1
        mobility | firm            | 4     | p1         | active    | 0
        mobility | firm            | 5     | p4         | selected  | 0
        tourism  | firm            | 1     | p5         | completed | 0
        """,
    ).shows("member_projects", "project_id | place\np5 | 1", theme="tourism")


def test_which_themes_look_for_partners(given: Given) -> None:
    """Every issue raised by D counts, whatever the area; a model is selected, came to a result and is not withdrawn."""
    given(
        issues="""
            issue_id | theme    | raised_on
            i1       | mobility | 2026-03-31
            i2       | mobility | 2026-04-01
            i3       | health   | 2025-01-01
            i4       | health   | 2025-01-01
        """,
        **PROJECTS_WITH_RESULTS,
    ).shows(
        "theme_partners", "theme | issues | models | model_ids\nhealth | 2 | 0 | -\nmobility | 1 | 2 | p6;p3"
    ).shows(
        "theme_partners", "theme | issues | models\nhealth | 2 | 0\nmobility | 1 | 0", area_id="here"
    ).shows("theme_partners", "theme | issues | models\nmobility | 1 | 2", theme="mobility").shows(
        "rows_projects", "project_id | is_result\np4 | false", project_id="p4"
    )
