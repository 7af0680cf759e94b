"""Milestones and KPIs in charts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from smart_tokyo.view.charts import progress
from tests.view.of_page import page


def milestones() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title_ja": ["完了", "超過", "予定"],
            "title_en": ["Done late", "Late", None],
            "due_on": [dt.date(2026, 1, 1), dt.date(2026, 10, 1), dt.date(2027, 3, 31)],
            "done_on": [dt.date(2026, 2, 1), None, None],
            "state": ["done", "overdue", "planned"],
            "overdue_days": pd.array([None, 31, None], dtype="Int64"),
        }
    )


def traces(fig: Any) -> dict[str, Any]:
    return {trace.name: trace for trace in fig.data if trace.mode == "markers"}


def test_each_state_has_its_own_mark_word_and_place():
    fig = progress.milestones(page(), milestones(), [0, 1, 1], ["One", "Two"])
    found = traces(fig)
    assert set(found) == {"✓ Done", "! Overdue", "○ Planned"}
    assert {found[name].marker.symbol for name in found} == {"circle", "diamond", "circle-open"}
    assert list(found["✓ Done"].x) == ["2026-02-01"]  # where it was done
    assert list(found["! Overdue"].x) == ["2026-10-01"]  # where it was due
    assert list(found["○ Planned"].y) == [1]


def test_lines_show_how_late():
    fig = progress.milestones(page(), milestones(), [0, 1, 2], ["a", "b", "c"])
    lines = [list(trace.x) for trace in fig.data if trace.mode == "lines"]
    assert lines == [["2026-01-01", "2026-02-01", None], ["2026-10-01", "2026-11-01", None]]


def test_the_days_are_said_in_the_readers_language():
    fig = progress.milestones(page("ja"), milestones(), [0, 1, 2], ["a", "b", "c"])
    assert "31日" in traces(fig)["! 期限超過"].customdata[0]


def kpi(**changes: Any) -> dict[str, Any]:
    row = {
        "direction": "increase",
        "baseline_value": 10.0,
        "baseline_on": dt.date(2025, 4, 1),
        "target_value": 50.0,
        "target_on": dt.date(2028, 3, 31),
        "unit_ja": "人",
        "unit_en": "people",
        "name_ja": "人数",
        "name_en": None,
    }
    return {**row, **changes}


def series(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measured_on": [dt.date(2025, 5 + n, 1) for n in range(count)],
            "value": [10.0 + n for n in range(count)],
            "qualifier_ja": ["約"] * count,
            "qualifier_en": ["about"] * count,
        }
    )


def measured(fig: Any) -> Any:
    return next(trace for trace in fig.data if trace.name == "Measured")


def test_three_values_are_points_and_four_a_line():
    assert measured(progress.kpi(page(), kpi(), series(3))).mode == "markers"
    assert measured(progress.kpi(page(), kpi(), series(4))).mode == "lines+markers"


def test_values_carry_their_qualifier_and_unit():
    assert "about 10 people" in measured(progress.kpi(page(), kpi(), series(2))).customdata[0]


def test_no_course_without_a_dated_target():
    for change in ({"target_value": None}, {"target_on": None}, {"baseline_on": None}):
        fig = progress.kpi(page(), kpi(**change), series(2))
        assert "Planned course" not in [trace.name for trace in fig.data]


def test_equal_values_still_have_an_axis():
    rows = series(2).assign(value=[0.0, 0.0])
    fig = progress.kpi(page(), kpi(baseline_value=None, target_value=None), rows)
    low, high = fig.layout.yaxis.range
    assert low < 0 < high
