"""area_list, municipality_projects, municipality_areas, municipality_list,
municipality_counts: what the maps show."""

from __future__ import annotations

from tests.queries.ledger import Given

LEDGER = {
    "programmes": "programme_id\na\nb",
    "areas": """
        area_id | programme_id | name_ja | name_en | kind     | latitude | longitude | first_fy | last_fy
        west    | a            | 西部    | West    | district | 35.7     | 139.3     | 2023     | -
        east    | a            | 東部    | East    | district | 35.5     | 139.8     | 2023     | 2025
        isles   | b            | 島しょ  | Isles   | islands  | 27.1     | 142.2     | 2024     | -
    """,
    "area_municipalities": """
        area_id | municipality_code
        east    | 131199
        east    | 131075
        isles   | 134210
        west    | 131199
    """,
    "projects": """
        project_id | programme_id | area_id | theme
        p2         | a            | east    | tourism
        p1         | a            | east    | mobility
        p3         | b            | isles   | mobility
    """,
    "grants": """
        project_id | fiscal_year | decided_yen
        p1         | 2023        | 5
        p1         | 2024        | 6
        p2         | 2024        | -
    """,
}


def test_area_list(given: Given) -> None:
    given(**LEDGER).shows(
        "area_list",
        """
            area_id | programme_id | name_ja | name_en | kind     | latitude | longitude | first_fy | last_fy
            east    | a            | 東部    | East    | district | 35.5     | 139.8     | 2023     | 2025
            isles   | b            | 島しょ  | Isles   | islands  | 27.1     | 142.2     | 2024     | -
            west    | a            | 西部    | West    | district | 35.7     | 139.3     | 2023     | -
        """,
    ).shows(
        "area_list",
        """
            area_id | projects | grant_years | projects_decided | decided_yen
            east    | 2        | 3           | 1                | 11
            isles   | 1        | 0           | 0                | -
            west    | 0        | 0           | 0                | -
        """,
    )


def test_programme_and_area_narrow_the_areas(given: Given) -> None:
    given(**LEDGER).shows("area_list", "area_id\neast\nwest", programme_id="a").shows(
        "area_list", "area_id\nisles", area_id="isles"
    ).shows("area_list", "area_id", programme_id="a", area_id="isles")


def test_an_area_of_another_programme_is_there_with_its_projects(given: Given) -> None:
    given(
        **{**LEDGER, "projects": "project_id | programme_id | area_id\np1 | b | east\np2 | a | east"}
    ).shows("area_list", "area_id | projects\neast | 1\nisles | 0", programme_id="b")


def test_other_filters_narrow_what_is_counted(given: Given) -> None:
    given(**LEDGER).shows(
        "area_list",
        """
            area_id | projects | grant_years | decided_yen
            east    | 1        | 1           | 6
            isles   | 1        | 0           | -
            west    | 0        | 0           | -
        """,
        theme="mobility",
        from_fy=2024,
    )


def test_municipality_projects(given: Given) -> None:
    kinds = "municipality_code | kind\n131075 | ward\n134210 | village"
    given(**LEDGER, municipalities=kinds).shows(
        "municipality_projects",
        """
            municipality_code | project_id | kind
            131075            | p1         | ward
            131075            | p2         | ward
            131199            | p1         | -
            131199            | p2         | -
            134210            | p3         | village
        """,
    ).shows("municipality_projects", "municipality_code | project_id\n134210 | p3", programme_id="b")


def test_municipality_areas(given: Given) -> None:
    given(**LEDGER).shows(
        "municipality_areas",
        """
            municipality_code | area_id
            131075            | east
            131199            | east
            131199            | west
            134210            | isles
        """,
    )


TOWNS = "municipality_code\n131075\n131199\n134210"


def test_municipality_list_narrowed(given: Given) -> None:
    given(**LEDGER, municipalities=TOWNS).shows(
        "municipality_list",
        """
            municipality_code | projects | decided_yen
            131075            | 2        | 11
            131199            | 2        | 11
            134210            | 1        | -
        """,
    ).shows(
        "municipality_list",
        """
            municipality_code | projects | decided_yen
            131075            | 2        | 5
            131199            | 2        | 5
            134210            | 0        | -
        """,
        area_id="east",
        to_fy=2023,
    ).shows(
        "municipality_list",
        "municipality_code | projects\n131075 | 0\n131199 | 0\n134210 | 1",
        programme_id="b",
    )


def test_a_municipality_of_two_areas_counts_the_projects_of_both(given: Given) -> None:
    given(
        **{
            **LEDGER,
            "municipalities": "municipality_code\n131075\n131199",
            "projects": "project_id | area_id\np1 | east\np2 | west",
            "grants": "project_id | decided_yen\np1 | 5\np2 | 6",
        }
    ).shows(
        "municipality_list",
        """
            municipality_code | projects | decided_yen
            131075            | 1        | 5
            131199            | 2        | 11
        """,
    )


def test_municipality_counts(given: Given) -> None:
    municipalities = """
        municipality_code | region
        131075            | wards
        131199            | wards
        131016            | wards
        132012            | tama
        134210            | islands
    """
    given(**LEDGER, municipalities=municipalities).shows(
        "municipality_counts",
        """
            region  | municipalities | with_projects | without_projects
            islands | 1              | 1             | 0
            tama    | 1              | 0             | 1
            wards   | 3              | 2             | 1
            -       | 5              | 3             | 2
        """,
    ).shows(
        "municipality_counts",
        """
            region  | municipalities | with_projects
            islands | 1              | 0
            tama    | 1              | 0
            wards   | 3              | 2
            -       | 5              | 2
        """,
        theme="tourism",
    )
