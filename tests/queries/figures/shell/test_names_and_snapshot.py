"""snapshot_info, names, titles, fiscal_years: what the frame of every page is made of."""

from __future__ import annotations

from tests.queries.ledger import Given


def test_snapshot_info(given: Given) -> None:
    given(as_of="2026-03-31").shows(
        "snapshot_info",
        """
            snapshot_id | as_of      | label_ja | label_en | fictional | built_at
            snap        | 2026-03-31 | 試し     | Trial    | true      | 2026-04-01 12:00:00
        """,
    )


def test_names(given: Given) -> None:
    given(
        programmes="""
            programme_id | name_ja | name_en
            prog         | 事業    | Programme
        """,
        areas="""
            area_id | programme_id | name_ja | name_en
            east    | prog         | 東部    | East
        """,
        themes="""
            theme_id | name_ja | name_en
            tourism  | 観光    | Tourism
        """,
        municipalities="""
            municipality_code | name_ja | name_en   | region
            134210            | 小笠原村 | Ogasawara | islands
        """,
        organizations="""
            organization_id | name_ja | name_en | kind
            uni             | 大学    | -       | university
            firm            | 会社    | Firm    | company
        """,
    ).shows(
        "names",
        """
            kind         | id      | name_ja | name_en   | parent_id
            area         | east    | 東部    | East      | prog
            municipality | 134210  | 小笠原村 | Ogasawara | islands
            organization | firm    | 会社    | Firm      | company
            organization | uni     | 大学    | -         | university
            programme    | prog    | 事業    | Programme | -
            theme        | tourism | 観光    | Tourism   | -
        """,
    )


def test_titles(given: Given) -> None:
    given(
        projects="""
            project_id | title_ja | title_en | status
            p-2        | 歩く     | -        | withdrawn
            p-1        | 走る     | Run      | active
        """,
        issues="""
            issue_id | title_ja | title_en
            i-1      | 渋滞     | Jams
        """,
    ).shows(
        "titles",
        """
            kind    | id  | title_ja | title_en | status
            issue   | i-1 | 渋滞     | Jams     | -
            project | p-1 | 走る     | Run      | active
            project | p-2 | 歩く     | -        | withdrawn
        """,
    )


def test_fiscal_years_have_no_gap(given: Given) -> None:
    given(grants="fiscal_year\n2025\n2022").shows("fiscal_years", "fiscal_year\n2022\n2023\n2024\n2025")


def test_one_fiscal_year(given: Given) -> None:
    given(grants="fiscal_year\n2024").shows("fiscal_years", "fiscal_year\n2024")


def test_no_fiscal_year_without_grants(given: Given) -> None:
    given().shows("fiscal_years", "fiscal_year")
