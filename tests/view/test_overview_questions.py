"""The answers of the overview: one sentence each, with its denominator."""

from __future__ import annotations

import pandas as pd

from smart_tokyo.view import overview_questions
from smart_tokyo.view.journey_words import STEPS
from tests.view.pages import page
from tests.view.test_reasons import PAIRS


def summary(**columns: int) -> pd.DataFrame:
    """Two rules of rule_summary with the same counts."""
    counts = {"checked": 0, "warned": 0, "failed": 0, "not_assessed": 0, **columns}
    return pd.DataFrame([{"rule": rule, **counts} for rule in ("cap", "rate")])


def steps(*issues: int | None) -> pd.DataFrame:
    names = list(STEPS)[: len(issues)]
    return pd.DataFrame({"step": names, "issues": issues}).astype({"issues": "Int64"})


def test_rules() -> None:
    rows = summary(checked=10, failed=1, warned=2, not_assessed=3)
    assert overview_questions.rules(page(), rows) == (
        "**2 of 20 checks of the rules failed**, 4 are to be looked at; 6 could not be made."
    )
    assert overview_questions.rules(page(), summary(not_assessed=3)).startswith("No check can be made")


def test_rules_that_fail_for_unknown_members_are_said_in_the_same_breath() -> None:
    rows = summary(checked=10, failed=3).replace("rate", "consortium")
    said = overview_questions.rules(page(), rows)
    assert said.startswith("**6 of 20 checks of the rules failed**")
    assert "known from public sources: 3 of 6. That list may be incomplete" in said


def test_progress() -> None:
    assert overview_questions.progress(page(), PAIRS) == (
        "By evidence **3 of 10 running projects are on track**; 4 have no status report."
    )
    assert "No project" in overview_questions.progress(page(), PAIRS.iloc[:0])
    assert overview_questions.progress(page(), PAIRS.iloc[3:]) == (
        "No status report is published for the 4 projects running on this date."
    )


def test_journey_names_where_most_are_left() -> None:
    assert overview_questions.journey(page(), steps(10, 8, 4, 3)) == (
        "**3 of 10 issues got as far as a paid grant**; "
        "most are left between “Initial hearing” and “Introduction” (4 of 8)."
    )
    assert overview_questions.journey(page(), steps(2, 2)) == "**2 of 2 issues got as far as a paid grant.**"
    assert "not for a part" in overview_questions.journey(page(), steps(None, None))
    assert "No issue" in overview_questions.journey(page(), steps(0, 0))
