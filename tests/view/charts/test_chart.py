"""A chart as data: its labels, its scales, and what it does with ledger text."""

from __future__ import annotations

import datetime as dt

import pytest

from smart_tokyo.view.charts import chart
from smart_tokyo.view.charts.chart import label, lines, numbered


def light(text: chart.Lines) -> list[str]:
    assert not any(bold for _, bold in text)
    return [one for one, _ in text]


def test_short_cuts_long_text_and_folds_lines():
    assert chart.short("a\n b" + "c" * 100, 10) == "a bcccccc…"


def test_label_breaks_at_words_and_counts_japanese_letters_twice():
    assert light(label("Smart Tokyo Promotion Project for Solving Local Issues")) == [
        "Smart Tokyo Promotion Project for",
        "Solving Local Issues",
    ]
    assert light(label("あ" * 30)) == ["あ" * 20, "あ" * 10]


def test_label_has_at_most_two_lines():
    assert light(label("あ" * 99)) == ["あ" * 20, "あ" * 19 + "…"]


def test_label_breaks_a_word_that_is_longer_than_a_line():
    assert light(label("A" * 60)) == ["A" * 40, "A" * 20]


def test_a_line_of_a_label_does_not_begin_with_a_closing_mark():
    assert light(label("あ" * 19 + "い）うえ")) == ["あ" * 19, "い）うえ"]


def test_label_of_nothing_is_empty():
    assert not label("")
    assert numbered(label(""), "3") == [("", "3")]


def test_rows_are_higher_where_a_label_has_two_lines():
    assert chart.row_height([lines("a"), lines("b")]) < chart.row_height([lines("a\nb"), lines("c")])
    assert chart.row_height([]) == chart.ROW


def test_counts_draw_one_bar_a_label_with_its_number_written_out():
    found = chart.counts(
        [lines("● On track"), lines("– No report")], [3, 1], ["3 of 4", "1 of 4"], ["#111111", "#222222"]
    )
    assert [one.points[0][1] for one in found.series if one.points[0]] == [3, 1]
    assert [one.lines for one in found.words] == [[("● On track  ", "3 of 4")], [("– No report  ", "1 of 4")]]
    assert [one.said for one in found.series] == [["● On track: 3 of 4"], ["– No report: 1 of 4"]]


def test_bars_that_are_compared_have_one_scale():
    few, many = (chart.counts([lines("a")], [n], [str(n)], most=9) for n in (3, 9))
    assert few.x == many.x


def test_a_difference_of_less_than_0_leads_to_the_left():
    found = chart.counts([lines("a"), lines("b")], [30, -10], ["+30", "−10"])
    assert [bar.points[0][:2] for bar in found.series] == [(0, 30), (-10, 0)]
    assert (found.x.low, found.x.high) == (-10, 30 * 1.02)
    assert chart.counts([lines("a")], [-5], ["−5"]).x.share(0) == 1


def test_a_number_stands_beneath_a_label_that_leaves_no_room():
    assert numbered(lines("短い名前"), "3件") == [("短い名前  ", "3件")]
    assert numbered(lines("あ" * 19), "3件\n内訳") == [("あ" * 19, ""), ("", "3件"), ("内訳", "")]


def test_short_counts_carry_word_and_number():
    found = chart.short_counts([("● On track", 3, "#04755E"), ("– No report", 0, "#888E9C")])
    assert [text for _, text in found.y.marks] == [[("● On track", "")], [("– No report", "")]]
    assert [one.lines for one in found.words] == [[("3", "")], [("0", "")]]
    assert [one.colour for one in found.series] == ["#04755E", "#888E9C"]


@pytest.mark.parametrize(
    ("high", "words"),
    [
        (1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (12_345, ["0", "5,000", "10,000"]),
        (0.02, ["0", "0.005", "0.01", "0.015", "0.02"]),
    ],
)
def test_a_scale_is_marked_with_round_numbers(high: float, words: list[str]):
    assert [chart.plain(text) for _, text in chart.number_scale(high).marks] == words


def test_things_are_counted_in_whole_numbers():
    assert [place for place, _ in chart.number_scale(2, whole=True).marks] == [0, 1, 2]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2025, 4, 1), dt.date(2028, 3, 31), ["2026-01", "2027-01", "2028-01"]),
        (dt.date(2025, 4, 1), dt.date(2025, 4, 1), ["2025-04"]),
        (dt.date.min, dt.date.max, ["3000-01", "6000-01", "9000-01"]),
    ],
)
def test_days_are_marked_by_a_few_months(first: dt.date, last: dt.date, words: list[str]):
    scale = chart.date_scale([first, last], "{year}-{month:02}", 4)
    assert scale.low < first.toordinal() and last.toordinal() < scale.high
    assert [chart.plain(text) for _, text in scale.marks] == words
