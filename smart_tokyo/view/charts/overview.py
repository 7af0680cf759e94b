"""The charts of the overview, by Altair: light enough for a first view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from smart_tokyo import formats, palette
from smart_tokyo.lettering import ems
from smart_tokyo.view.parts import narrow

HEIGHT = 300
LEGEND = 12  # ems of words that a legend has room for in one line on a telephone


def money_rows(years: pd.DataFrame, unit: str, written: Callable[[Any], str]) -> pd.DataFrame:
    """One row per fiscal year and kind of money: year, column, value in the unit (None unknown), said.

    `years` has fiscal_year, decided_yen, paid_yen and limit_yen.
    """
    factor = formats.UNITS[unit].factor
    rows = []
    for row in years.to_dict("records"):
        for column in ("decided_yen", "paid_yen", "limit_yen"):
            yen = row[column]
            value = None if formats.missing(yen) else int(yen) / factor
            rows.append(
                {"year": int(row["fiscal_year"]), "column": column, "value": value, "said": written(yen)}
            )
    return pd.DataFrame(rows, columns=["year", "column", "value", "said"])


def _years(rows: pd.DataFrame, name: Callable[[int], str], title: str) -> tuple[pd.DataFrame, alt.X]:
    order = [name(year) for year in sorted(rows["year"].unique())]
    axis = alt.Axis(
        labelAngle=0 if len(order) < 8 else -40,
        labelExpr="split(replace(datum.label, '年度', '|年度'), '|')",  # two lines, so that a phone has room
        labelOverlap=False,
        title=title,
        grid=False,
    )
    return rows.assign(label=[name(year) for year in rows["year"]]), alt.X("label:N", sort=order, axis=axis)


def money_by_year(
    rows: pd.DataFrame,
    words: dict[str, str],
    year: Callable[[int], str],
    unit_name: str,
    year_title: str,
    unknown: str,
    ink: str = palette.INK["light"],
) -> alt.LayerChart | alt.FacetChart:
    """Bars of decided and paid for each fiscal year, with the known limits as lines across; unknown is written out.

    `rows` is the result of `money_rows`; `words` names the columns.
    """
    rows, across = _years(rows.assign(kind=[words[column] for column in rows["column"]]), year, year_title)
    bars = rows[rows["column"] != "limit_yen"]
    lines = rows[rows["column"] == "limit_yen"].dropna(subset=["value"])
    kinds = [words["decided_yen"], words["paid_yen"]]
    named = kinds if lines.empty else [*kinds, words["limit_yen"]]
    columns = 2 if sum(ems(one, narrow.HALF) for one in named) > LEGEND else 0
    offset = alt.XOffset("kind:N", sort=kinds, scale=alt.Scale(paddingInner=0.08))
    tooltip = [
        alt.Tooltip("label:N", title=year_title),
        alt.Tooltip("kind:N", title=""),
        alt.Tooltip("said:N", title=""),
    ]
    up = alt.Y("value:Q", axis=alt.Axis(title=unit_name, format=",f", tickCount=5))
    chart = (
        alt.Chart(bars.dropna(subset=["value"]))
        .mark_bar()
        .encode(
            x=across,
            xOffset=offset,
            y=up,
            color=alt.Color(
                "kind:N",
                sort=kinds,
                scale=alt.Scale(
                    domain=named,
                    range=[palette.STAGE["decided_yen"], palette.STAGE["paid_yen"], ink][: len(named)],
                ),
                legend=alt.Legend(orient="top", title=None, symbolType="square", columns=columns),
            ),
            tooltip=tooltip,
        )
    )
    limit = (
        alt.Chart(lines)
        .mark_tick(thickness=3, bandSize=44, color=ink, opacity=1)
        .encode(x=across, y=up, tooltip=tooltip)
    )
    blank = (
        alt.Chart(bars[bars["value"].isna()].assign(value=0.0, unknown=unknown))
        .mark_text(angle=270, align="left", baseline="middle", dx=4, fontSize=11, color=ink)
        .encode(x=across, xOffset=offset, y=up, text="unknown:N", tooltip=tooltip)
    )
    return alt.layer(chart, limit, blank).properties(height=HEIGHT)


def limits(
    rows: pd.DataFrame,
    year: Callable[[int], str],
    unit_name: str,
    year_title: str,
    ink: str = palette.INK["light"],
) -> alt.LayerChart | alt.FacetChart:
    """The limit of each fiscal year as an outline that nothing fills: no amount is known."""
    rows, across = _years(rows[rows["column"] == "limit_yen"].dropna(subset=["value"]), year, year_title)
    up = alt.Y("value:Q", axis=alt.Axis(title=unit_name, format=",f", tickCount=5))
    tooltip = [alt.Tooltip("label:N", title=year_title), alt.Tooltip("said:N", title="")]
    base = alt.Chart(rows).encode(x=across, y=up, tooltip=tooltip)
    outline = base.mark_bar(filled=False, fillOpacity=0, stroke=ink, strokeWidth=2, strokeDash=[5, 4])
    text = base.mark_text(baseline="bottom", dy=-4, fontSize=12, color=ink).encode(text="said:N")
    return alt.layer(outline, text).properties(height=HEIGHT)


def counts(rows: pd.DataFrame, ink: str = palette.INK["light"]) -> alt.LayerChart | alt.FacetChart:
    """A short bar for each word with its number beside it; `rows` (word, n, colour) come in reading order."""
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "word:N",
            sort=None,
            axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=200, labelFontSize=13),
        ),
        x=alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, max(1, int(rows["n"].max())) * 1.3])),
        tooltip=[alt.Tooltip("word:N", title=""), alt.Tooltip("n:Q", title="")],
    )
    bars = base.mark_bar(height=16).encode(color=alt.Color("colour:N", scale=None))
    text = base.mark_text(align="left", dx=5, fontSize=13, color=ink).encode(text=alt.Text("n:Q", format=","))
    return alt.layer(bars, text).properties(height=alt.Step(28))
