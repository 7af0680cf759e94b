"""The answers of the overview: one sentence each, with its denominator."""

from __future__ import annotations

from typing import Any

from smart_tokyo.terms import COUNTED, STEPS
from smart_tokyo.view.pages.overview import questions
from tests.view.of_page import page, rows_of
from tests.view.subjects.test_status import PAIRS


def summary(**columns: int) -> list[dict[str, Any]]:
    """Two rules of rule_summary with the same counts."""
    counts = dict.fromkeys(("checked", *COUNTED.values()), 0) | columns
    return [{"rule": rule, **counts} for rule in ("cap", "rate")]


def steps(*issues: int | None) -> list[dict[str, Any]]:
    return rows_of(step=list(STEPS)[: len(issues)], issues=issues)


def test_rules() -> None:
    rows = summary(checked=10, failed=1, warned=2, not_assessed=3)
    assert questions.rules(page(), rows) == (
        "**2 of 20 checks of the rules failed**, 4 are to be looked at; 6 could not be made."
    )
    assert questions.rules(page(), summary(not_assessed=3)).startswith("No check can be made")


def test_progress() -> None:
    said = "By evidence **3 of {} running projects are on track**; {} have no status report."
    assert questions.progress(page(), PAIRS[:4]) == said.format(10, 4)
    assert questions.progress(page(), PAIRS) == (
        f"{said.format(12, 6)} Of 2 projects there is no record to judge by."
    )
    assert "No project" in questions.progress(page(), PAIRS[:0])
    assert questions.progress(page(), PAIRS[4:]) == (
        "There is no record to judge the 2 projects running on this date by."
    )


def test_journey_names_where_most_are_left() -> None:
    assert questions.journey(page(), steps(10, 8, 4, 3)) == (
        "**3 of 10 issues got as far as a paid grant**; "
        "the number falls most from “Initial hearing” to “Introduction” (8 → 4)."
    )
    assert questions.journey(page(), steps(2, 2)) == "**2 of 2 issues got as far as a paid grant.**"
    assert "not for a part" in questions.journey(page(), steps(None, None))
    assert "No issue" in questions.journey(page(), steps(0, 0))
