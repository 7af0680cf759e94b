"""The list of projects: found, ordered and said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import pytest

from smart_tokyo.figures import records
from smart_tokyo.view.pages.projects import listing
from smart_tokyo.view.subjects import money
from smart_tokyo.words import Lang
from tests.queries.ledger import AS_OF, build
from tests.view.of_page import page, project

LEDGER = {
    "programmes": "programme_id | name_ja | name_en\nprog | 制度 | Programme one",
    "areas": "area_id | name_ja | name_en\narea | 墨田区 | Sumida",
    "themes": "theme_id | name_ja | name_en\nmobility | 観光 | Tourism",
    "projects": """
        project_id | title_ja   | title_en | status    | start_fy
        P-1        | ＡＢ　歩く | Walk     | active    | 2024
        P-2        | 乗る       | ride     | active    | 2025
        P-3        | 学ぶ       | -        | completed | 2024
    """,
    "grants": """
        project_id | decided_yen
        P-1        | 9
        P-3        | 5
    """,
    "status_reports": """
        project_id | reported_on
        P-1        | 2025-01-01
        P-3        | 2026-01-01
    """,
}
Found = Callable[..., list[str]]


@pytest.fixture(scope="module")
def found() -> Iterator[Found]:
    with duckdb.connect(":memory:") as con:
        build(con, LEDGER, AS_OF, "internal")

        def ids(query: str, status: str | None = None, sort: str = "newest", lang: Lang = "en") -> list[str]:
            listed = listing.searched(page(lang), query, status, sort)
            return [row["project_id"] for row in records(con, listed.query, listed.params, part=listed.part)]

        yield ids


def said_of(progress: dict[str, int]) -> str:
    statuses = [{"status": "completed", "projects": 2}, {"status": "active", "projects": 1}]
    return listing.finding(page(), {"projects": 3, "areas": 1}, statuses, progress)


def test_the_finding_counts_by_status_and_says_what_is_overdue() -> None:
    text = said_of({"milestones": 2, "projects": 2, "projects_overdue": 1})
    assert (
        text
        == "**3 projects in 1 area**: Active 1, Completed 2. Of those with milestones, 1 of 2 have an overdue one."
    )


def test_without_milestones_nothing_is_said_about_them():
    assert "milestone" not in said_of({"milestones": 0, "projects": 0, "projects_overdue": 0})


def test_milestones_in_time_are_said():
    assert said_of({"milestones": 2, "projects": 2, "projects_overdue": 0}).endswith(
        " No milestone is overdue."
    )


@pytest.mark.parametrize(
    ("query", "status", "ids"),
    [
        ("ＷＡＬＫ", None, ["P-1"]),
        ("ab 歩く", None, ["P-1"]),
        ("乗る　sumida", None, ["P-2"]),
        ("p-2", None, ["P-2"]),
        ("観光 programme", "active", ["P-2", "P-1"]),
        ("walk ride", None, []),
        (" ", "completed", ["P-3"]),
        ("", "withdrawn", []),
        ("'; drop table projects; --", None, []),
    ],
)
def test_search_looks_at_both_languages_names_and_ids_and_ignores_width_and_case(
    query: str, status: str | None, ids: list[str], found: Found
) -> None:
    assert found(query, status) == ids


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("newest", ["P-2", "P-1", "P-3"]),
        ("title", ["P-2", "P-1", "P-3"]),
        ("decided", ["P-1", "P-3", "P-2"]),
        ("overdue", ["P-1", "P-2", "P-3"]),
        ("report", ["P-2", "P-1", "P-3"]),
    ],
)
def test_unknown_amounts_come_last_and_projects_without_a_report_first(
    sort: str, ids: list[str], found: Found
) -> None:
    assert found("", sort=sort) == ids


def test_a_title_has_its_place_by_letters_whatever_their_case_or_width(found: Found) -> None:
    assert found("", sort="title", lang="ja") == ["P-1", "P-2", "P-3"]


def test_money_is_never_zero_where_it_is_unknown():
    def said(**changes):
        return money.of_project(page(), project(**changes))

    assert said() == "Amount: not published"
    assert said(limit_yen=20_000_000) == "Amount: not published (limit 20.0 million yen in total)"
    two_years = {"decided_yen": 0, "limit_yen": 40_000_000, "compared_limit_yen": 20_000_000}
    assert said(**two_years) == "Decided in total **0.0 million yen** (limit 20.0 million yen)"
    assert (
        said(**two_years, not_compared=1)
        == "Decided in total **0.0 million yen** (limit not known for all years)"
    )


def test_milestones_keep_their_denominator():
    row = project(milestones=3, milestones_done=2, milestones_overdue=1)
    assert listing.milestones(page(), row) == "Milestones: 2 of 3 done (! 1 overdue)"
    assert listing.milestones(page(), project()) == "Milestones: none in the data"
