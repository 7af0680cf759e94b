"""Money in charts: what is unknown is written out, never drawn as nothing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smart_tokyo.view.charts import money
from tests.view.of_page import grants, page


def test_nothing_known_is_no_chart():
    assert not money.known(grants(fiscal_year=[2025, 2026]))
    assert not money.known(grants(fiscal_year=[]))
    assert money.known(grants(fiscal_year=[2025], paid_yen=[0]))


def test_bars_are_in_the_readers_unit_and_unknown_amounts_are_no_bar():
    rows = grants(fiscal_year=[2025, 2026], requested_yen=[15_000_000, None], decided_yen=[10_000_000, 0])
    fig = money.by_year(page(unit="million"), rows)
    bars = {bar.name: list(bar.y) for bar in fig.data}
    assert bars["Requested"] == [15.0, None]
    assert bars["Decided"] == [10.0, 0.0]
    assert bars["Paid"] == [None, None]


def test_unknown_amounts_are_written_out_once_a_year():
    rows = grants(fiscal_year=[2025, 2026], requested_yen=[1, 1], decided_yen=[1, None])
    fig = money.by_year(page(), rows)
    assert [note.text for note in fig.layout.annotations] == ["not published", "not published"]
    staff = money.by_year(replace(page(), audience="internal"), rows)
    assert {note.text for note in staff.layout.annotations} == {"not recorded"}


def test_years_read_in_the_readers_language():
    rows = grants(fiscal_year=[2025], decided_yen=[20_000_000])
    assert fig_years(rows, "ja") == ["令和7<br>年度"]
    assert fig_years(rows, "en") == ["FY2025"]


def fig_years(rows: pd.DataFrame, lang: str) -> list[str]:
    return list(money.by_year(page(lang), rows).layout.xaxis.ticktext)


def test_many_years_show_the_decided_amount_beneath_each():
    rows = grants(fiscal_year=[2022, 2023, 2024, 2025], decided_yen=[1_000_000, None, 2_000_000, 3_000_000])
    ticks = money.by_year(page(), rows).layout.xaxis.ticktext
    assert ticks[0] == "FY2022<br><b>1.0</b>"
    assert ticks[1] == "FY2023<br><b>–</b>"


def test_each_known_limit_is_a_line_named_once_in_the_legend():
    rows = grants(fiscal_year=[2024, 2025, 2026], decided_yen=[1_000_000] * 3)
    fig = money.by_year(page(), rows, [None, 20_000_000, 20_000_000])
    lines = [trace for trace in fig.data if trace.type == "scatter"]
    assert [list(line.y) for line in lines] == [[20.0, 20.0], [20.0, 20.0]]
    assert [line.showlegend for line in lines] == [True, False]
    numbers = [note.text for note in fig.layout.annotations if note.text != "not published"]
    assert numbers == ["<b>20.0</b>", "<b>20.0</b>"]  # no word: on a telephone it would lie on the axis


def test_a_group_without_a_decision_says_so_and_keeps_its_limit():
    rows = pd.DataFrame(
        {"decided_yen": [5_000_000, None], "paid_yen": [None, None], "limit_yen": [None, 20_000_000]}
    )
    fig = money.by_group(page(), rows.astype("Int64"), ["One", "Two"])
    assert [list(bar.x) for bar in fig.data] == [[None, 20.0], [5.0, None], [None, None]]
    assert [note.text for note in fig.layout.annotations] == [
        "One  <b>5.0 million yen</b>",
        "Two  <b>not published</b>",
    ]
