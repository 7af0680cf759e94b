"""The look that charts share, and what they do with ledger text."""

from __future__ import annotations

import plotly.graph_objects as go

from smart_tokyo import palette
from smart_tokyo.view.charts import plotly


def test_ledger_text_has_no_markup_in_a_chart():
    assert plotly.safe("<b>a</b> & <a href='x'>") == "&lt;b&gt;a&lt;/b&gt; &amp; &lt;a href='x'&gt;"


def test_safe_cuts_long_text_and_folds_lines():
    assert plotly.safe("a\n b" + "c" * 100, 10) == "a bcccccc…"


def test_label_breaks_at_words_and_counts_japanese_letters_twice():
    assert plotly.label("Smart Tokyo Promotion Project for Solving Local Issues").split("<br>") == [
        "Smart Tokyo Promotion Project for",
        "Solving Local Issues",
    ]
    assert plotly.label("あ" * 30) == "あ" * 20 + "<br>" + "あ" * 10


def test_label_has_at_most_two_lines_and_stays_safe():
    assert plotly.label("あ" * 99) == "あ" * 20 + "<br>" + "あ" * 19 + "…"
    assert plotly.label("<i>x</i>") == "&lt;i&gt;x&lt;/i&gt;"


def test_label_breaks_a_word_that_is_longer_than_a_line():
    assert plotly.label("A" * 60) == "A" * 40 + "<br>" + "A" * 20


def test_a_line_of_a_label_does_not_begin_with_a_closing_mark():
    assert plotly.label("あ" * 19 + "い）うえ") == "あ" * 19 + "<br>い）うえ"


def test_label_of_nothing_is_empty():
    assert plotly.label("") == ""


def test_rows_are_higher_where_a_label_has_two_lines():
    assert plotly.row_height(["a", "b"]) < plotly.row_height(["a<br>b", "c"])
    assert plotly.row_height([]) == plotly.ROW


def test_counts_draw_one_bar_a_label_with_its_number_written_out():
    fig = plotly.counts(["● On track", "– No report"], [3, 1], ["3 of 4", "1 of 4"], ["#111111", "#222222"])
    assert list(fig.data[0].x) == [3, 1]
    assert [note.text for note in fig.layout.annotations] == [
        "● On track  <b>3 of 4</b>",
        "– No report  <b>1 of 4</b>",
    ]


def test_bars_that_are_compared_have_one_scale():
    few, many = (plotly.counts(["a"], [n], [str(n)], ["#111111"], 9) for n in (3, 9))
    assert few.layout.xaxis.range == many.layout.xaxis.range


def test_a_number_stands_beneath_a_label_that_leaves_no_room():
    assert plotly.numbered("短い名前", "3件") == "短い名前  <b>3件</b>"
    assert plotly.numbered("あ" * 19, "3件<br>内訳") == "あ" * 19 + "<br><b>3件</b><br>内訳"


def test_ink_follows_the_theme():
    fig = go.Figure(go.Bar(x=[1], y=[2]))
    plotly.row_labels(fig, ["a"])
    assert plotly.inked(fig, "light").layout.template.layout.font.color == palette.INK["light"]
    assert plotly.inked(fig, "dark").layout.template.layout.font.color == palette.INK["dark"]
    assert fig.layout.annotations[0].bgcolor == palette.PAPER["dark"]
    assert fig.data[0].marker.line.color == palette.PAPER["dark"]


def test_a_limit_has_the_ink_and_no_gap():
    fig = go.Figure([go.Bar(x=[1], y=[2], meta=plotly.LIMIT), go.Scatter(x=[1], y=[2], meta=plotly.LIMIT)])
    plotly.inked(fig, "dark")
    assert fig.data[0].marker.line.color == fig.data[1].line.color == palette.INK["dark"]
