"""Reasons in words: what each kind says, with names, numbers and dates."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from smart_tokyo.view.pages.progress import status as progress_status
from smart_tokyo.view.subjects import status
from tests.view.of_page import page, rows_of

NOTHING = dict.fromkeys(
    ("about_id", "title_ja", "title_en", "fiscal_year", "since_on", "days", "lag_permille", "actual", "bound")
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"reason": "milestone_overdue", "title_ja": "公開_する", "title_en": "Go_live", "days": 1},
            (r"Milestone “Go\_live” is 1 day overdue", r"マイルストーン「公開\_する」が1日超過"),
        ),
        ({"reason": "report_old", "days": 91}, ("The last report is 91 days old", "最新の報告から91日")),
        (
            {"reason": "no_report", "days": 181},
            (
                "No status report, 181 days after the start of the first fiscal year",
                "状況報告がない（開始年度の初めから181日）",
            ),
        ),
        (
            {"reason": "kpi_behind", "title_ja": "歩数", "title_en": "Steps", "lag_permille": 251},
            ("KPI “Steps” is 25.1 points behind plan", "KPI「歩数」が計画より25.1ポイント遅れ"),
        ),
    ],
)
def test_each_reason_is_a_sentence(row: dict[str, object], said: tuple[str, str]) -> None:
    whole = {**NOTHING, **row}
    assert (status.reason(page("en"), whole), status.reason(page("ja"), whole)) == said


def test_a_rule_says_its_year_and_numbers_to_the_yen() -> None:
    row = {**NOTHING, "reason": "rule_failed", "about_id": "cap", "fiscal_year": 2023}
    text = status.reason(page(), {**row, "actual": 20_000_001, "bound": 20_000_000})
    assert text == "Rule not met: Cap (FY2023, ¥20,000,001 against ¥20,000,000)"
    assert status.reason(page(), row).endswith(" (FY2023)")
    years = {**row, "about_id": "duration", "fiscal_year": None, "actual": 4, "bound": 3}
    assert (
        status.reason(page(), years)
        == "Rule not met: Number of years (4 fiscal years against 3 fiscal years)"
    )


def test_reasons_of_a_project_keep_their_order_and_colour() -> None:
    rows = [
        {**NOTHING, "project_id": "a", "rag": "red", "reason": "report_old", "days": 181},
        {**NOTHING, "project_id": "a", "rag": "amber", "reason": "report_old", "days": 91},
        {**NOTHING, "project_id": "b", "rag": "red", "reason": "report_old", "days": 182},
    ]
    found = status.reasons(page(), rows)
    assert found["a"] == ["■ The last report is 181 days old", "▲ The last report is 91 days old"]
    assert list(found) == ["a", "b"]


PAIRS = rows_of(
    rag=["green", "green", "red", None, None],
    rag_evidence=["amber", "green", "red", "red", None],
    disagree=[True, False, False, False, False],
    projects=[2, 3, 1, 4, 2],
)


def test_colours_are_counted_in_the_order_of_the_schema() -> None:
    assert list(status.counts(PAIRS, "rag").items()) == [("green", 5), ("red", 1), (None, 6)]
    assert list(status.counts(PAIRS, "rag_evidence").items()) == [
        ("green", 3), ("amber", 2), ("red", 5), (None, 2),
    ]  # fmt: skip
    assert status.counts([], "rag_evidence") == {}


def test_the_disagreement_is_counted_among_those_that_report() -> None:
    assert status.finding(page(), PAIRS) == (
        "5 of 12 running projects report “On track”. "
        "Of those that report, the evidence says otherwise in 2 of 6."
    )
    assert status.finding(page(), PAIRS[3:]) == "No status report is published."
    assert status.finding(page(), []) == ""


def test_a_consortium_that_is_not_complete() -> None:
    row = {**NOTHING, "reason": "rule_failed", "about_id": "consortium"}
    said = "Rule not met: Members of the consortium (a required member is missing)"
    assert status.reason(page(), row) == said


def test_disagreements_come_first_then_the_worst() -> None:
    rows = """(values ('a', 'green', false), ('b', 'amber', true), ('c', 'red', false), ('d', 'red', true),
        ('e', null, false)) as rows (project_id, rag_evidence, disagree)"""
    found = duckdb.sql(f"select project_id from {rows} order by {progress_status.WORST_FIRST}").fetchall()
    assert [one for (one,) in found] == ["d", "b", "c", "a", "e"]


def test_the_reported_status_has_its_date() -> None:
    row = {"rag_reported": "green", "last_report_on": dt.date(2026, 7, 13)}
    assert progress_status.reported(page(), row, None).startswith("● On track  \n:small[")
    none = {"rag_reported": None, "last_report_on": None}
    assert progress_status.reported(page(), none, "PG") == "– Not published"


def test_the_place_of_the_reasons_says_what_green_rests_on() -> None:
    row = {"rag_evidence": "green", "last_report_on": None, "worst_kpi_lag_permille": None, "milestones": 1}
    assert "not due yet" in progress_status.nothing(page(), {**row, "milestones_done": 0})
    assert progress_status.nothing(page(), {**row, "milestones_done": 1}) == "– Nothing speaks against it"
