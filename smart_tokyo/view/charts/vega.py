"""The light charts, by Altair, and their way onto the page: money, limits, counts, and the programmes by year."""

from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from smart_tokyo import formats, palette
from smart_tokyo.lettering import ems, wrapped
from smart_tokyo.outputs.files import chart_image
from smart_tokyo.view.charts import look
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import files, narrow, phrases

MONEY = ("decided_yen", "paid_yen", "limit_yen")
HEIGHT = 300
LEGEND = 12  # ems of words that a legend has room for in one line on a telephone
LINE = 15  # pixels
GAP = 18  # pixels from the middle of a bar to the label above it
LABEL = 46  # half-width letters of a line above a bar: what a telephone shows
Chart = alt.LayerChart | alt.FacetChart


def money_rows(page: Page, years: pd.DataFrame) -> pd.DataFrame:
    """One row per fiscal year and MONEY: year, column, value in the reader's unit (None unknown), said."""
    factor = formats.UNITS[page.unit].factor
    rows = [
        (
            int(row["fiscal_year"]),
            column,
            None if formats.missing(yen) else int(yen) / factor,
            page.amount(yen),
        )
        for row in phrases.records(years)
        for column in MONEY
        for yen in [row[column]]
    ]
    return pd.DataFrame(rows, columns=["year", "column", "value", "said"])


def _years(page: Page, rows: pd.DataFrame) -> tuple[pd.DataFrame, alt.X, alt.Y, alt.Tooltip]:
    """The rows with a label of their year; both axes, and the first line of what a bar says."""
    order = [page.fiscal_year(year) for year in sorted(rows["year"].unique())]
    title = page.named("fiscal_year")
    axis = alt.Axis(
        labelAngle=0 if len(order) < 8 else -40,
        labelExpr="split(replace(datum.label, '年度', '|年度'), '|')",  # two lines, so that a phone has room
        labelOverlap=False,
        title=title,
        grid=False,
    )
    up = alt.Y("value:Q", axis=alt.Axis(title=page.unit_name, format=",f", tickCount=5))
    rows = rows.assign(label=[page.fiscal_year(year) for year in rows["year"]])
    return rows, alt.X("label:N", sort=order, axis=axis), up, alt.Tooltip("label:N", title=title)


def money_by_year(page: Page, rows: pd.DataFrame, ink: str = palette.INK["light"]) -> Chart:
    """Bars of decided and paid for each year of `money_rows`, known limits as lines across; unknown is written out."""
    words = {column: page.called("funding_stages", column) for column in MONEY}
    rows, across, up, when = _years(page, rows.assign(kind=[words[column] for column in rows["column"]]))
    bars = rows[rows["column"] != "limit_yen"]
    lines = rows[rows["column"] == "limit_yen"].dropna(subset=["value"])
    kinds = [words["decided_yen"], words["paid_yen"]]
    named = kinds if lines.empty else [*kinds, words["limit_yen"]]
    columns = 2 if sum(ems(one, narrow.HALF) for one in named) > LEGEND else 0
    colours = [palette.STAGE["decided_yen"], palette.STAGE["paid_yen"], ink][: len(named)]
    offset = alt.XOffset("kind:N", sort=kinds, scale=alt.Scale(paddingInner=0.08))
    tooltip = [when, alt.Tooltip("kind:N", title=""), alt.Tooltip("said:N", title="")]
    colour = alt.Color(
        "kind:N",
        sort=kinds,
        scale=alt.Scale(domain=named, range=colours),
        legend=alt.Legend(orient="top", title=None, symbolType="square", columns=columns),
    )
    chart = (
        alt.Chart(bars.dropna(subset=["value"]))
        .mark_bar()
        .encode(x=across, xOffset=offset, y=up, color=colour, tooltip=tooltip)
    )
    limit = (
        alt.Chart(lines)
        .mark_tick(thickness=3, bandSize=44, color=ink, opacity=1)
        .encode(x=across, y=up, tooltip=tooltip)
    )
    blank = (
        alt.Chart(bars[bars["value"].isna()].assign(value=0.0, unknown=page.unknown))
        .mark_text(angle=270, align="left", baseline="middle", dx=4, fontSize=11, color=ink)
        .encode(x=across, xOffset=offset, y=up, text="unknown:N", tooltip=tooltip)
    )
    return alt.layer(chart, limit, blank).properties(height=HEIGHT)


def limits(page: Page, rows: pd.DataFrame, ink: str = palette.INK["light"]) -> Chart:
    """The limit of each fiscal year as an outline that nothing fills: no amount is known."""
    known = rows[rows["column"] == "limit_yen"].dropna(subset=["value"])
    rows, across, up, when = _years(page, known)
    base = alt.Chart(rows).encode(x=across, y=up, tooltip=[when, alt.Tooltip("said:N", title="")])
    outline = base.mark_bar(filled=False, fillOpacity=0, stroke=ink, strokeWidth=2, strokeDash=[5, 4])
    text = base.mark_text(baseline="bottom", dy=-4, fontSize=12, color=ink).encode(text="said:N")
    return alt.layer(outline, text).properties(height=HEIGHT)


def counts(rows: pd.DataFrame, ink: str = palette.INK["light"]) -> Chart:
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


def spans(page: Page, rules: pd.DataFrame, until: int, ink: str = palette.INK["light"]) -> Chart:
    """Each programme of programme_rules as a bar over its fiscal years up to `until`; an open end has an arrow."""
    rows = pd.DataFrame(
        [
            {
                "name": name,
                "label": wrapped(f"{name} {years}", LABEL),
                "from": int(row["first_fy"]),
                "to": 1 + (until if formats.missing(row["last_fy"]) else int(row["last_fy"])),
                "said": years,
                "open": formats.missing(row["last_fy"]),
                "colour": palette.programme(row["programme_id"]),
            }
            for row in phrases.records(rules)
            for name, years in [
                (page.pick(row, "name"), formats.years(row["first_fy"], row["last_fy"], page.lang))
            ]
        ]
    )
    lines = max(label.count("\n") + 1 for label in rows["label"])
    rows["label"] = ["\n" * (lines - 1 - label.count("\n")) + label for label in rows["label"]]
    last = int(rows["to"].max())
    ticks = list(range(int(rows["from"].min()), last + 1))
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.7, paddingOuter=0.7)),
        tooltip=[alt.Tooltip("name:N", title=""), alt.Tooltip("said:N", title="")],
    )
    across = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[ticks[0], last], nice=False, zero=False),
        axis=alt.Axis(
            values=ticks, format="d", title=page.t("April of the year"), grid=True, labelOverlap=True
        ),
    )
    bars = base.mark_bar(cornerRadius=2).encode(x=across, x2="to:Q", color=alt.Color("colour:N", scale=None))
    text = base.mark_text(
        align="left",
        baseline="top",
        dy=-(GAP + LINE * lines),
        fontSize=12,
        lineHeight=LINE,
        lineBreak="\n",
        limit=0,
        color=ink,
    ).encode(x=alt.value(0), text="label:N")
    arrows = base.mark_point(
        shape="triangle-right", filled=True, size=80, opacity=1, xOffset=-10, color=palette.WHITE
    ).encode(x=alt.X("to:Q", scale=alt.Scale(domain=[ticks[0], last], nice=False, zero=False)))
    arrows = arrows.transform_filter("datum.open")
    return alt.layer(bars, arrows, text).properties(height=(56 + (LINE + 2) * lines) * len(rows) + 44)


@st.cache_data(max_entries=300, show_spinner=False)
def _specification(key: str, theme: palette.Theme, _make: Callable[[str], Chart]) -> dict[str, Any]:
    return {**_make(palette.INK[theme]).to_dict(), "config": look.vega(theme)}


def show(
    page: Page,
    name: str,
    make: Callable[[str], Chart],
    said: str,
    title: str,
    rows: pd.DataFrame,
    credit: str = "",
) -> None:
    """Put the chart `name` on the page, its finding `said` in words; its files are called `title` and hold `rows`.

    What `make` draws in an ink may depend on the snapshot, the filters, language and unit: nothing else.
    """
    key = repr((str(page.database), page.filters, page.lang, page.easy, page.unit, name))
    theme = look.theme()
    spec = _specification(key, theme, make)
    st.vega_lite_chart(spec=spec, theme=None, alt=said, key=name)
    on_white = {**spec, "config": look.vega("light")}
    image = partial(chart_image.png, on_white, ink=palette.INK[theme], credit=credit)
    files.offer(page, name, title, rows, image=image)
