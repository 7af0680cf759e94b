"""Money in charts: what is unknown is written out, never drawn as nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from smart_tokyo import palette
from smart_tokyo.figures import ahead
from smart_tokyo.terms import STAGES
from smart_tokyo.view.charts import chart, money
from smart_tokyo.view.charts.chart import INK, OUTLINE, Chart, Series
from smart_tokyo.view.subjects.money import published
from tests.view.of_page import grants, page


def years(rows: Any, reader: Any = None, *rest: Any, **more: Any) -> Chart:
    return money.by_year(reader or page(), rows, *rest, **more)


def named(found: Chart) -> dict[str, Series]:
    return {one.name: one for one in found.series if one.name}


def heights(one: Series) -> dict[int, float]:
    """What each bar of a series reaches, by the place of its year."""
    return {round(point[0] + 0.3): point[3] for point in one.points if point}


def said(found: Chart) -> list[str]:
    return [chart.plain(one.lines) for one in found.words]


def test_nothing_known_is_no_chart():
    assert not published(*grants(fiscal_year=[2025, 2026]))
    assert not published()
    assert published(*grants(fiscal_year=[2025], paid_yen=[0]))


def test_bars_are_in_the_readers_unit_and_unknown_amounts_are_no_bar():
    rows = grants(fiscal_year=[2025, 2026], requested_yen=[15_000_000, None], decided_yen=[10_000_000, 0])
    bars = named(years(rows, page(unit="million")))
    assert heights(bars["Requested"]) == {0: 15.0}
    assert heights(bars["Decided"]) == {0: 10.0, 1: 0.0}
    assert heights(bars["Paid"]) == {}


def test_a_bar_says_year_stage_and_amount():
    rows = grants(fiscal_year=[2025], decided_yen=[10_000_000])
    assert named(years(rows))["Decided"].said == ["FY2025\nDecided: 10.0 million yen"]


def test_unknown_amounts_are_written_out_once_a_year():
    rows = grants(fiscal_year=[2025, 2026], requested_yen=[1, 1], decided_yen=[1, None])
    assert said(years(rows)).count("not published") == 2
    assert said(years(rows, replace(page(), audience="internal"))).count("not recorded") == 2


def test_the_years_read_in_the_readers_language():
    rows = grants(fiscal_year=[2025], decided_yen=[20_000_000])
    assert [text for _, text in years(rows, page("ja")).x.marks] == [[("令和7", ""), ("年度", "")]]
    assert [text for _, text in years(rows).x.marks] == [[("FY2025", "")]]


def test_many_years_show_the_decided_amount_beneath_each():
    rows = grants(fiscal_year=[2022, 2023, 2024, 2025], decided_yen=[1_000_000, None, 2_000_000, 3_000_000])
    (_, first), (_, second), *_ = years(rows).x.marks
    assert first == [("FY2022", ""), ("", "1.0")]
    assert second == [("FY2023", ""), ("", "–")]


def test_very_many_years_stand_upright_and_no_more_than_a_chart_holds():
    found = years(grants(fiscal_year=list(range(1980, 2026)), decided_yen=[1] * 46))
    assert found.x.turned and len(found.x.marks) == chart.MAX_ROWS
    assert chart.plain(found.x.marks[-1][1]) == "FY2025"


def test_each_known_limit_is_a_line_named_once_in_the_legend():
    rows = grants(
        fiscal_year=[2024, 2025, 2026], decided_yen=[1_000_000] * 3, limit_yen=[None, 20_000_000, 20_000_000]
    )
    found = years(rows, limited=True)
    (line,) = [one for one in found.series if one.shape == "line"]
    assert (line.name, line.colour, line.style) == ("Limit", INK, "dot")
    assert [point and point[1] for point in line.points] == [20.0, 20.0, None, 20.0, 20.0, None]
    numbers = [one for one in said(found) if one != "not published"]
    assert numbers == ["20.0", "20.0"]  # no word: on a telephone it would lie on the axis


def test_a_limit_that_no_year_has_is_not_in_the_legend():
    rows = grants(fiscal_year=[2024, 2025], decided_yen=[1_500_000, None])
    assert list(named(years(rows, None, STAGES[1:2], limited=True))) == ["Decided"]


def test_limits_alone_are_outlines():
    rows = grants(fiscal_year=[2024, 2025], limit_yen=[20_000_000, None])
    found = money.limits(page(), rows)
    assert [(one.style, one.colour) for one in found.series] == [(OUTLINE, INK)]
    assert heights(found.series[0]) == {0: 20.0} and said(found) == ["20.0"]
    assert money.limits(page(), []).series


def test_a_group_without_a_decision_says_so_and_keeps_its_limit():
    rows = [
        {"decided_yen": 5_000_000, "paid_yen": None, "limit_yen": None},
        {"decided_yen": None, "paid_yen": None, "limit_yen": 20_000_000},
    ]
    found = money.by_group(page(), rows, ["One", "Two"])
    assert [[(round(point[3] + 0.4), point[1]) for point in one.points if point] for one in found.series] == [
        [(1, 20.0)],
        [(0, 5.0)],
        [],
    ]
    assert said(found) == ["One  5.0 million yen", "Two  not published"]
    assert list(named(found)) == ["Limit", "Decided"]  # what nothing is drawn of has no place in the legend


def test_outcomes_stand_end_to_end_each_with_mark_colour_and_pattern():
    row = {"passed": 3, "warned": 1, "failed": 2, "not_assessed": 0}
    found = money.outcomes(page(), [row], [chart.lines("Rule")])
    assert [(one.points[0][:2], one.style) for one in found.series if one.points[0]] == [
        ((0.0, 3.0), ""),
        ((3.0, 4.0), "/"),
        ((4.0, 6.0), "x"),
        ((6.0, 6.0), "."),
    ]
    assert [one.name[0] for one in found.series] == list("✓▲✕–")
    assert [one.colour for one in found.series] == [palette.OUTCOME[key] for key in money.ORDER]


@pytest.mark.parametrize("rows", [[], [{"passed": 0, "warned": 0, "failed": 0, "not_assessed": 0}]])
def test_no_check_is_an_empty_chart_and_no_error(rows: list[dict[str, int]]):
    assert money.outcomes(page(), rows, [chart.lines("Rule")] * len(rows)).series


def course(year: int, *permille: int) -> list[dict[str, Any]]:
    """Rows of execution_course of a fiscal year, from its April on."""
    months = [f"{year + (at + 3) // 12}-{(at + 3) % 12 + 1:02}" for at in range(len(permille))]
    rows = zip(months, permille, strict=True)
    return [
        {"fiscal_year": year, "month": month, "since_april": at, "decided_permille": rate}
        for at, (month, rate) in enumerate(rows)
    ]


def test_the_newest_years_are_lines_each_named_at_its_end_and_none_over_another():
    """The axes are those of the lines: what older years came to and how long they went on has no part in them."""
    older = course(2020, *[0] * 20, 5000) + course(2021, *[0] * 12, 900)
    drawn = [row for year in range(2022, 2025) for row in course(year, *[0] * 12, 900)] + course(2025, 0, 665)
    rows = ahead.newest(older + drawn, "decided_permille")
    assert rows == drawn
    found = money.by_month(page(), rows, "decided_permille")
    assert sorted(said(found)) == ["FY2022", "FY2023", "FY2024", "FY2025"]
    *lines, newest, end = found.series
    assert (end.shape, end.points, end.said) == ("circle", [(1, 66.5)], ["FY2025\nMay: 66.5%"])
    assert newest.points == [(0, 0), (1, 66.5)] and newest.colour == palette.STAGE["decided_yen"]
    assert newest.said[1] == "FY2025\nMay: 66.5%"
    assert found.series[0].said[-1] == "FY2022\nApr of the next fiscal year: 90.0%"
    assert {one.style for one in lines} == {"", "dash", "dot"}
    ends = sorted(one.y for one in found.words if one.x == 12)
    gaps = [after - before for before, after in zip(ends, ends[1:], strict=False)]
    assert ends[0] == 90 and min(gaps) * found.high / found.y.high > 13
    assert ends[-1] < found.y.high
    assert [chart.plain(text) for _, text in found.x.marks] == [
        "Apr",
        "Jul",
        "Oct",
        "Jan",
        "Apr next fiscal year",
    ]
    assert chart.plain(money.by_month(page("ja"), rows, "decided_permille").x.marks[-1][1]) == "4月 翌年度"
