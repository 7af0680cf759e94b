"""The rules in words: the finding with its denominators, and what a check compares."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from smart_tokyo.view.charts import money
from smart_tokyo.view.charts.chart import lines
from smart_tokyo.view.pages.rules import checks, outcomes
from tests.view.of_page import page


def summary(**counts: tuple[int, int, int, int]) -> list[dict[str, Any]]:
    """Rows of rule_summary, each rule with passed, warned, failed, not assessed."""
    return [
        {"rule": rule, "checked": p + w + f, "passed": p, "warned": w, "failed": f, "not_assessed": n}
        for rule, (p, w, f, n) in counts.items()
    ]


def test_the_finding_has_its_denominator_and_names_what_fails() -> None:
    rows = summary(cap=(2, 0, 1, 1), over_request=(1, 1, 0, 0), consortium=(1, 0, 2, 0))
    assert outcomes.finding(page(), rows, {"bound": 1}) == (
        "**4 of 8 checks that could be made pass.** ✕ 3 fail (Cap 1, Members of the consortium 2). "
        "▲ 1 are to be looked at (Decided within the request 1). "
        "1 could not be assessed and are no pass: no such bound in the programme 1."
    )


def test_nothing_that_could_be_checked_is_no_pass() -> None:
    text = outcomes.finding(page(), summary(cap=(0, 0, 0, 3)), {"amount": 2, "dates": 1})
    assert text.startswith("**None of the checks could be made.** 3 could not be assessed and are no pass")
    assert text.endswith("amounts not published 2, dates not published 1.")


def test_that_no_amount_is_known_is_said() -> None:
    said = outcomes.remark(page(), summary(cap=(0, 0, 0, 3), consortium=(1, 0, 1, 0)))
    assert "Nothing about money is checked" in said
    assert outcomes.remark(page(), summary(cap=(1, 0, 0, 2), consortium=(1, 0, 0, 1))) == ""
    assert outcomes.remark(page(), summary(cap=(0, 0, 0, 0), consortium=(0, 0, 0, 0))) == ""


def check(rule: str, actual: Any = None, bound: Any = None, **known: Any) -> dict[str, Any]:
    columns = ("requested_on", "decided_on", "settled_on", "paid_on", "has_lead")
    years = {"fiscal_year": 2025, "start_fy": 2023, "end_fy": 2024, "status": "active"}
    return {"rule": rule, "actual": actual, "bound": bound, **years, **dict.fromkeys(columns), **known}


LATE, EARLY = dt.date(2025, 3, 31), dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (check("cap", 20_000_001, 20_000_000), ("¥20,000,001", "¥20,000,000", "−¥1")),
        (check("rate", 99, 100), ("¥99", "¥100", "¥1")),
        (check("cap", None, 100), ("not published", "¥100", "cannot be computed")),
        (check("duration", 4, 3), ("4 fiscal years", "3 fiscal years", "–")),
        (check("consecutive", None, 0), ("–", "0 fiscal years", "–")),
        (check("project_years"), ("FY2025", "FY2023–FY2024", "–")),
        (check("date_order"), ("–", "one after the other", "–")),
        (
            check("date_order", decided_on=LATE, paid_on=EARLY),
            ("Decided on 31 Mar 2025, Paid on 1 May 2024", "one after the other", "–"),
        ),
        (check("decided_in_year", decided_on=LATE), ("31 Mar 2025", "1 Apr 2025 – 31 Mar 2026", "–")),
    ],
    ids=str,
)
def test_what_a_check_compares(row: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert checks.compared(page(), row) == expected


def test_what_of_a_consortium_is_known() -> None:
    parts = {"has_lead": False, "has_local_government": True, "has_partner": False}
    row = check("consortium", **parts, members_complete=False)
    actual, bound, _ = checks.compared(page(), row)
    assert actual == "local government (not known: lead, university or company)"
    actual, bound, _ = checks.compared(page(), {**row, "members_complete": True})
    assert actual == "local government (missing: lead, university or company)"
    assert bound == "lead, local government, university or company"
    assert checks.compared(page(), check("consortium")) == ("–", "–", "–")


def test_each_number_stands_under_its_name() -> None:
    said = checks.beside(page(), "cap", "¥2", "¥1", "−¥1")
    assert said == "Decided: ¥2  \nCap of the programme: ¥1  \nHeadroom to the bound: −\u2060¥1"
    assert checks.beside(page(), "consortium", "a", "b", "–") == "Actual: a  \nBound: b"


def test_the_chart_shows_every_outcome_with_mark_and_pattern() -> None:
    rows = summary(cap=(2, 0, 1, 1), rate=(0, 1, 0, 0))
    labels = [outcomes.said_of(page(), row) for row in rows]
    assert labels == ["✓ 2  ✕ 1  – 1", "▲ 1"]
    found = money.outcomes(page(), rows, [lines(one) for one in labels])
    wide = [
        (one.name, [right - left for left, right, *_ in filter(None, one.points)]) for one in found.series
    ]
    assert wide == [
        ("✓ Passes", [2, 0]),
        ("▲ To be looked at", [0, 1]),
        ("✕ Fails", [1, 0]),
        ("– Not assessed", [1, 0]),
    ]
    assert len({one.style for one in found.series}) == 4
