"""The journey in words: shares with their denominators, where it stalls, what an issue waits for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from smart_tokyo import terms
from smart_tokyo.view.charts import chart
from smart_tokyo.view.pages import journey as issues
from smart_tokyo.view.subjects import journey
from tests.view.of_page import page, rows_of


def steps(*issues: int, medians: dict[str, float] | None = None) -> list[dict[str, Any]]:
    """Rows of journey_steps with these issues at each step."""
    found = [(medians or {}).get(key) for key in terms.STEPS]
    return rows_of(step=list(terms.STEPS), issues=issues, median_days_from_previous=found)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (20, 22, "20 of 22 (90.9%)"),
        (4, 4, "4 of 4 (100.0%)"),
        (1, 3, "1 of 3"),  # too few for a percentage
        (0, 5, "0 of 5 (0.0%)"),
        (0, 0, "–"),
    ],
)
def test_shares(part: int, whole: int, expected: str) -> None:
    assert journey.share(page(), part, whole) == expected


def test_where_it_stalls() -> None:
    rows = steps(27, 22, 20, 15, 12, 11, 8, medians={"initial_hearing": 23.5, "paid": 176.5})
    assert journey.finding(page(), rows) == (
        "**8 of 27 (29.6%) issues got as far as a paid grant.** The number falls most before “Agreement”: "
        "from 20 at “Introduction” by 5. The longest wait is for “Payment”: a median of 176.5 days."
    )


def test_little_is_said_of_few() -> None:
    text = journey.finding(page(), steps(2, 2, 2, 2, 2, 2, 2))
    assert text == "**2 of 2 issues got as far as a paid grant.**"
    assert journey.finding(page(), steps(0, 0, 0, 0, 0, 0, 0)) == ""


def test_a_label_has_its_denominator_and_its_days() -> None:
    records = journey.with_previous(steps(5, 4, 5, 0, 0, 0, 0, medians={"initial_hearing": 1.0}))
    assert [journey.label(page(), row) for row in records[:4]] == [
        "5 issues",
        "4 issues\nstep before: 5 (80.0%) · median 1 day",
        "5 issues\nstep before: 4 (125.0%)",  # it was passed over
        "0 issues\nstep before: 5 (0.0%)",
    ]


def test_a_second_line_of_a_bar_is_light_and_has_room() -> None:
    one, two = (chart.counts([chart.lines("a")], [1], [text]) for text in ("1", "1\nmore"))
    assert two.words[0].lines == [("a  ", "1"), ("more", "")]
    assert two.high > one.high


def issue(**changes: Any) -> dict[str, Any]:
    dates = dict.fromkeys((f"{key}_on" for key in terms.STEPS), None)
    return {
        "title_ja": "課題",
        "title_en": "An *issue*",
        "theme": "T",
        "municipality_code": "131075",
        "published": True,
        "waits_for": "agreed",
        "days": 398,
        "matches": 2,
        "open_matches": 1,
        "project_ids": None,
        **dates,
        **changes,
    }


def test_what_an_issue_waits_for() -> None:
    assert issues.waits(page(), issue()) == "**waits for: Agreement**  \n398 days"
    closed = issues.waits(page(), issue(open_matches=0))
    assert closed.endswith("all its matches are closed]")
    assert "closed" not in issues.waits(page(), issue(matches=0, open_matches=0))
    assert issues.waits(page("ja"), issue(waits_for=None)) == "✓ 支払済み"


def test_the_steps_that_an_issue_reached() -> None:
    row = issue(issue_on=dt.date(2025, 4, 1), introduced_on=dt.date(2025, 5, 2))
    assert issues.dates(page(), row) == (":small[1 Apr 2025 Issue raised]  \n:small[2 May 2025 Introduction]")


def test_ledger_text_of_an_issue_stays_text() -> None:
    text = issues.issue(page(), issue(published=False), {})
    assert text == "An \\*issue\\*  \n:small[Tourism ・ 131075 ・ Unpublished]"
