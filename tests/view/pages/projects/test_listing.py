"""The list of projects: found, ordered and said in words."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from smart_tokyo.view.frame import choices
from smart_tokyo.view.pages.projects import listing
from smart_tokyo.view.subjects import money
from tests.view.of_page import page, projects


def said_of(progress: dict[str, int]) -> str:
    statuses = pd.DataFrame({"status": ["completed", "active"], "projects": [2, 1]})
    return listing.finding(page(), {"projects": 3, "areas": 1}, statuses, progress)


def ids(rows: pd.DataFrame) -> list[str]:
    return list(rows["project_id"])


def test_the_finding_counts_by_status_and_says_what_is_overdue():
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


def test_search_looks_at_both_languages_names_and_ids_and_ignores_width_and_case():
    rows = projects({"project_id": "P-1"}, {"project_id": "P-2", "title_en": "Ride", "title_ja": "乗る"})
    assert ids(listing.searched(page(), rows, "ＷＡＬＫ", None)) == ["P-1"]
    assert ids(listing.searched(page(), rows, "乗る sumida", None)) == ["P-2"]
    assert ids(listing.searched(page(), rows, "p-2", None)) == ["P-2"]
    assert ids(listing.searched(page(), rows, "観光", "active")) == ["P-1", "P-2"]
    assert ids(listing.searched(page(), rows, "walk ride", None)) == []
    assert ids(listing.searched(page(), rows, "", "completed")) == []


def test_unknown_amounts_come_last_and_projects_without_a_report_first():
    rows = projects(
        {"project_id": "P-3", "decided_yen": 5, "last_report_on": dt.date(2026, 1, 1)},
        {"project_id": "P-2"},
        {"project_id": "P-1", "decided_yen": 9, "last_report_on": dt.date(2025, 1, 1)},
    )
    assert ids(listing.ordered(page(), rows, "decided")) == ["P-1", "P-3", "P-2"]
    assert ids(listing.ordered(page(), rows, "report")) == ["P-2", "P-1", "P-3"]
    for sort in listing.SORTS:
        assert sorted(ids(listing.ordered(page(), rows, sort))) == ["P-1", "P-2", "P-3"]


def test_money_is_never_zero_where_it_is_unknown():
    def said(**changes):
        return money.of_project(page(), projects(changes).to_dict("records")[0])

    assert said() == "Amount: not published"
    assert said(limit_yen=20_000_000) == "Amount: not published (limit 20.0 million yen in total)"
    two_years = {"decided_yen": 0, "limit_yen": 40_000_000, "compared_limit_yen": 20_000_000}
    assert said(**two_years) == "Decided in total **0.0 million yen** (limit 20.0 million yen)"
    assert (
        said(**two_years, not_compared=1)
        == "Decided in total **0.0 million yen** (limit not known for all years)"
    )


def test_milestones_keep_their_denominator():
    row = projects({"milestones": 3, "milestones_done": 2, "milestones_overdue": 1}).to_dict("records")[0]
    assert listing.milestones(page(), row) == "Milestones: 2 of 3 done (! 1 overdue)"
    assert listing.milestones(page(), projects({}).to_dict("records")[0]) == "Milestones: none in the data"


def test_folding_makes_texts_comparable():
    assert choices.folded(" ＡＢＣ　ｶﾅ ") == "abc カナ"
