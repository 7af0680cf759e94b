"""Milestones and KPIs in charts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from smart_tokyo.view.charts import progress
from smart_tokyo.view.charts.chart import Chart, Series, label, lines, plain
from tests.view.of_page import page

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 11, 1)


def milestones() -> Rows:
    due = (dt.date(2026, 1, 1), dt.date(2026, 10, 1), dt.date(2027, 3, 31))
    return [
        {"title_ja": "完了", "title_en": "Done late", "due_on": due[0], "done_on": dt.date(2026, 2, 1),
         "state": "done", "overdue_days": None},
        {"title_ja": "超過", "title_en": "Late", "due_on": due[1], "done_on": None,
         "state": "overdue", "overdue_days": 31},
        {"title_ja": "予定", "title_en": None, "due_on": due[2], "done_on": None,
         "state": "planned", "overdue_days": None},
    ]  # fmt: skip


def marks(found: Chart) -> dict[str, Series]:
    return {one.name: one for one in found.series if one.name}


def test_each_state_has_its_own_mark_word_and_place() -> None:
    found = marks(progress.milestones(page(), milestones(), [0, 1, 1], [lines("One"), lines("Two")]))
    assert set(found) == {"✓ Done", "! Overdue", "○ Planned"}
    assert {found[name].shape for name in found} == {"circle", "diamond", "circle-open"}
    assert found["✓ Done"].points == [(dt.date(2026, 2, 1).toordinal(), 0)]  # where it was done
    assert found["! Overdue"].points == [(dt.date(2026, 10, 1).toordinal(), 1)]  # where it was due
    assert found["○ Planned"].points == [(dt.date(2027, 3, 31).toordinal(), 1)]


def test_lines_show_how_late_and_where_today_is() -> None:
    found = progress.milestones(page(), milestones(), [0, 1, 2], [lines(one) for one in "abc"])
    days = [
        [dt.date.fromordinal(int(point[0])) for point in one.points if point]
        for one in found.series
        if one.shape == "line"
    ]
    assert days == [
        [AS_OF, AS_OF],
        [dt.date(2026, 1, 1), dt.date(2026, 2, 1)],
        [dt.date(2026, 10, 1), AS_OF],
    ]
    assert plain(found.words[-1].lines) == "as of 1 Nov 2026"


def test_the_days_are_said_in_the_readers_language() -> None:
    found = progress.milestones(page("ja"), milestones(), [0, 1, 2], [label(one) for one in "abc"])
    assert "31日" in marks(found)["! 期限超過"].said[0]


def test_a_moved_due_date_has_marks_for_the_first_one_and_the_present_one() -> None:
    """The present one has its own only where the milestone is done: else the mark of its state stands there."""
    first = (dt.date(2025, 11, 1), dt.date(2026, 10, 1), dt.date(2027, 5, 1))
    rows = [{**row, "original_due_on": day} for row, day in zip(milestones(), first, strict=True)]
    chart = progress.milestones(page(), rows, [0, 1, 2], [lines(one) for one in "abc"])
    found = marks(chart)
    assert found["Originally due"].points == [(first[0].toordinal(), 0), (first[2].toordinal(), 2)]
    assert found["Moved to"].points == [(dt.date(2026, 1, 1).toordinal(), 0)]
    assert found["Originally due"].said[1] == "予定\n○ Planned\nOriginally due 1 May 2027\nDue 31 Mar 2027"
    courses = [one.points for one in chart.series if one.style == "dash" and None in one.points]
    assert courses == [
        [(first[0].toordinal(), 0), (dt.date(2026, 1, 1).toordinal(), 0), None,
         (first[2].toordinal(), 2), (dt.date(2027, 3, 31).toordinal(), 2), None]
    ]  # fmt: skip
    assert chart.x.high > first[2].toordinal()


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


def series(count: int) -> Rows:
    return [
        {
            "measured_on": dt.date(2025, 5 + n, 1),
            "value": 10.0 + n,
            "qualifier_ja": "約",
            "qualifier_en": "about",
        }
        for n in range(count)
    ]


def test_three_values_are_points_and_four_a_line() -> None:
    three, four = (progress.kpi(page(), kpi(), series(n)) for n in (3, 4))
    assert [one.shape for one in three.series if one.style != "dash"].count("line") == 0
    assert [one.shape for one in four.series if one.style != "dash"].count("line") == 1
    assert marks(three)["Measured"].shape == marks(four)["Measured"].shape == "circle"


def test_values_carry_their_qualifier_and_unit() -> None:
    assert "about 10 people" in marks(progress.kpi(page(), kpi(), series(2)))["Measured"].said[0]


def test_a_long_series_is_drawn_from_its_newest_values() -> None:
    values = [{**series(1)[0], "value": float(n)} for n in range(2 * progress.POINTS)]
    drawn = marks(progress.kpi(page(), kpi(), values))["Measured"].points
    assert len(drawn) == progress.POINTS and drawn[-1] is not None and drawn[-1][1] == values[-1]["value"]


def test_no_course_without_a_dated_target() -> None:
    for change in ({"target_value": None}, {"target_on": None}, {"baseline_on": None}):
        assert "Planned course" not in marks(progress.kpi(page(), kpi(**change), series(2)))


def test_equal_values_still_have_an_axis() -> None:
    rows = [{**one, "value": 0.0} for one in series(2)]
    found = progress.kpi(page(), kpi(baseline_value=None, target_value=None), rows)
    assert found.y.low < 0 < found.y.high


def test_spans_draw_every_programme_and_open_ends_to_the_edge() -> None:
    long = "A *bold* name that is longer than one line of a telephone can hold"
    rules = [
        {"programme_id": "PG-A", "name_en": long, "first_fy": 2022, "last_fy": 2024},
        {"programme_id": "PG-B", "name_en": "B", "first_fy": 2025, "last_fy": None},
    ]
    found = progress.spans(page(), rules, 2026)
    *bars, arrows = found.series
    assert [point[:2] for one in bars for point in one.points if point] == [(2022, 2025), (2025, 2027)]
    assert len(arrows.points) == 1 and found.x.high == 2027
    assert [
        plain(one.lines).endswith(years)
        for one, years in zip(found.words, ("FY2022–FY2024", "FY2025–"), strict=True)
    ]
