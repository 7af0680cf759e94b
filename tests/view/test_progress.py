"""The progress page in words, and which projects its timeline shows."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from smart_tokyo.view import progress
from smart_tokyo.view.project_results import kpi_sentence, source_line
from tests.view.pages import page


def milestones(*rows: tuple[str, str, dt.date, int | None]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["project_id", "state", "due_on", "overdue_days"])
    return found.astype({"overdue_days": "Int64"})


def rag(**counts: int) -> pd.DataFrame:
    return pd.DataFrame(
        {"rag": [None if key == "none" else key for key in counts], "projects": list(counts.values())},
        dtype="object",
    )


def kpis(*lags: int | None) -> pd.DataFrame:
    return pd.DataFrame({"lag_permille": pd.array(lags, dtype="Int64")})


DAY = dt.date(2026, 5, 1)


def test_the_finding_has_a_denominator_for_everything():
    text = progress.finding(
        page(),
        milestones(("P-1", "done", DAY, None), ("P-1", "overdue", DAY, 9), ("P-2", "planned", DAY, None)),
        kpis(100, -5, None),
        rag(green=1, none=3),
    )
    assert text == (
        "**1 of 3 milestones are done and 1 overdue.** 1 of 2 KPIs with a target are behind plan. "
        "1 of 4 running projects report “On track”."
    )


def test_what_is_not_published_is_said():
    text = progress.finding(page(), milestones(), kpis(None), rag(none=2))
    assert text == "**No milestone is published for this selection.** No status report is published."


def test_the_timeline_begins_with_the_longest_overdue_then_the_next_due():
    rows = milestones(
        ("P-late", "overdue", DAY, 5),
        ("P-later", "overdue", DAY, 50),
        ("P-next", "planned", dt.date(2026, 12, 1), None),
        ("P-far", "planned", dt.date(2028, 12, 1), None),
        ("P-done", "done", DAY, None),
    )
    assert progress.in_chart(rows) == ["P-later", "P-late", "P-next", "P-far", "P-done"]


def test_the_timeline_stays_short():
    rows = milestones(*((f"P-{n:03}", "planned", DAY, None) for n in range(100)))
    assert len(progress.in_chart(rows)) == progress.CHART_PROJECTS


def kpi(**changes):
    row = dict.fromkeys(
        (
            "baseline_value",
            "baseline_on",
            "latest_value",
            "latest_on",
            "target_value",
            "target_on",
            "lag_permille",
        )
    )
    return {**row, "unit_en": "people", "unit_ja": "人", **changes}


def test_a_kpi_reads_from_baseline_to_target():
    row = kpi(
        baseline_value=10.0,
        baseline_on=DAY,
        latest_value=630.0,
        latest_qualifier_en="about",
        target_value=1000.0,
        lag_permille=113,
    )
    assert kpi_sentence(page(), row) == (
        "Baseline 10 people (1 May 2026) → latest **about 630 people** → target 1,000 people  \n"
        "▲ Behind plan by 11.3 points"
    )


def test_a_kpi_without_target_or_value_says_so():
    assert kpi_sentence(page(), kpi()) == "not measured yet → no target published"


def test_only_web_addresses_become_links():
    source = {"title": "A [b]", "publisher": "City", "url": "https://x.jp/(a b)", "published_on": None}
    assert source_line(page(), source) == r"[A \[b\]](<https://x.jp/%28a%20b%29>) (City)"
    assert source_line(page(), {**source, "url": "javascript:alert(1)"}) == r"A \[b\] (City)"
    assert source_line(page(), {**source, "url": None, "published_on": DAY}) == r"A \[b\] (City, 1 May 2026)"
