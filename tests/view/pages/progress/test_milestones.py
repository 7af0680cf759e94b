"""The progress page in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from smart_tokyo.view.pages.progress import milestones
from smart_tokyo.view.parts.phrases import source_line
from smart_tokyo.view.subjects.status import kpi_sentence
from tests.view.of_page import page, rows_of


def rag(**counts: int) -> list[dict[str, Any]]:
    """rag_agreement where the evidence always agrees."""
    return rows_of(
        rag=[None if key == "none" else key for key in counts],
        rag_evidence=["red" if key == "none" else key for key in counts],
        disagree=[False] * len(counts),
        projects=list(counts.values()),
    )


DAY = dt.date(2026, 5, 1)


MILESTONES = {
    "milestones": 3,
    "done": 1,
    "overdue": 1,
    "planned": 1,
    "overdue_withdrawn": 0,
    "projects": 2,
    "projects_overdue": 1,
}
KPIS = {"kpis": 3, "with_target": 2, "compared": 2, "behind_plan": 1, "not_measured": 0}
NOTHING = dict.fromkeys([*MILESTONES, *KPIS], 0)


def test_the_finding_has_a_denominator_for_everything():
    assert milestones.finding(page(), MILESTONES, KPIS, rag(green=1, none=3)) == (
        "**1 of 3 milestones are done and 1 overdue.** 1 of 2 KPIs with a plan and a value are behind plan. "
        "1 of 4 running projects report “On track”. "
        "Of those that report, the evidence says otherwise in 0 of 1."
    )
    assert "0 of 3 running" in milestones.finding(page(), NOTHING, NOTHING, rag(red=1, none=2))


def test_the_finding_says_what_is_withdrawn_and_what_was_never_measured():
    text = milestones.finding(
        page("ja"), {**MILESTONES, "overdue_withdrawn": 1}, {**KPIS, "compared": 1, "not_measured": 1}, rag()
    )
    assert text == (
        "**マイルストーンは3件中1件が完了し、期限超過は1件です**（うち取下げ事業1件）。"
        "計画と測定値のあるKPIは、1件中1件が計画より遅れています。計画のあるKPIのうち1件は未測定です。"
    )


def test_what_is_not_published_is_said():
    text = milestones.finding(page(), NOTHING, NOTHING, rag(none=2))
    assert text == "**No milestone is published for this selection.** No status report is published."
    assert milestones.finding(page(), NOTHING, NOTHING, rag()).count(".") == 1


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
        r"Baseline 10 people \(1 May 2026\) → latest **about 630 people** → target 1,000 people"
        "  \n"
        "▲ Behind plan by 11.3 points"
    )


def test_a_kpi_without_target_or_value_says_so():
    assert kpi_sentence(page(), kpi()) == "no value published → no target published"
    assert kpi_sentence(page(), kpi(target_value=3.0)) == "not measured yet → target 3 people"


def test_only_web_addresses_become_links():
    source = {"title": "A [b]", "publisher": "City", "url": "https://x.jp/(a b)", "published_on": None}
    assert source_line(page(), source) == r"[A \[b\]](<https://x.jp/%28a%20b%29>) (City)"
    assert source_line(page(), {**source, "url": "javascript:alert(1)"}) == r"A \[b\] (City)"
    assert source_line(page(), {**source, "url": None, "published_on": DAY}) == r"A \[b\] (City, 1 May 2026)"
