"""Charts of progress: milestones around the as-of date, KPIs from baseline to target, status, steps of the journey."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.palette import ACCENT, NONE, PLAN, RAG, STATE
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.charts.plotly import HOVER, row_height, row_labels, safe
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects import journey, status
from smart_tokyo.words import N_

SYMBOL = {"done": "circle", "planned": "circle-open", "overdue": "diamond"}
TREND_FROM = 4  # points; fewer are shown as points only
MONTHS = {"ja": "%Y年%-m月", "en": "%Y-%m"}  # numbers only: Plotly speaks English month names


def _marked(symbol: str, size: int, colour: str) -> dict[str, Any]:
    return {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}}


def _as_of(fig: go.Figure, page: Page, days: Sequence[dt.date]) -> None:
    """A dashed line on the as-of date, its label held inside the chart where the date is near an edge."""
    day = page.snapshot["as_of"]
    share = (day - min(days)) / ((max(days) - min(days)) or dt.timedelta(days=1))
    fig.add_vline(x=day.isoformat(), line={"color": PLAN, "width": 1.5, "dash": "dash"})
    fig.add_annotation(
        x=day.isoformat(),
        y=1,
        yref="paper",
        xanchor="left" if share < 0.2 else "right" if share > 0.8 else "center",
        yanchor="bottom",
        showarrow=False,
        text=page.t("as of {date}", date=page.as_of),
    )


def _date_axis(fig: go.Figure, page: Page, days: Sequence[dt.date], ticks: int = 5) -> None:
    """Some air on both sides, and month names that do not depend on the browser's locale files."""
    first, last = min(days), max(days)
    air = max(dt.timedelta(days=20), (last - first) * 0.06)
    fig.update_xaxes(
        type="date",
        range=[_moved(first, -air).isoformat(), _moved(last, air).isoformat()],
        tickformat=MONTHS[page.lang],
        nticks=ticks,
        tickangle=0,
    )


def _moved(day: dt.date, by: dt.timedelta) -> dt.date:
    """The day so much earlier or later, within the years that a date can have."""
    try:
        return day + by
    except OverflowError:
        return dt.date.min if by < dt.timedelta(0) else dt.date.max


def milestones(page: Page, rows: pd.DataFrame, places: Sequence[int], labels: Sequence[str]) -> go.Figure:
    """Milestones as marks on rows: done where it was done, planned and overdue where they are due.

    `rows`: of milestone_timeline; `places` gives each its row, `labels` names the rows. A thin line leads from the
    due date to the day it was done, or to the as-of date where it is overdue.
    """
    fig, as_of = go.Figure(), page.snapshot["as_of"]
    ends = {"done": "done_on", "planned": "due_on", "overdue": "as_of"}
    records = [
        {**row, "as_of": as_of, "place": place}
        for row, place in zip(phrases.records(rows), places, strict=True)
    ]
    for state, end in ends.items():
        here = [row for row in records if row["state"] == state]
        if not here:
            continue
        late = [row for row in here if row[end] > row["due_on"]]
        if late:
            fig.add_scatter(
                mode="lines",
                x=[x for row in late for x in (row["due_on"].isoformat(), row[end].isoformat(), None)],
                y=[y for row in late for y in (row["place"], row["place"], None)],
                line={"color": STATE[state], "width": 3, "dash": "dot" if state == "overdue" else "solid"},
                hoverinfo="skip",
                showlegend=False,
            )
        fig.add_scatter(
            mode="markers",
            name=phrases.state(page, state),
            x=[row["done_on" if state == "done" else "due_on"].isoformat() for row in here],
            y=[row["place"] for row in here],
            marker=_marked(SYMBOL[state], 13, STATE[state]),
            customdata=[_said(page, row) for row in here],
            hovertemplate=HOVER,
        )
    row_labels(fig, labels)
    days = [day for column in ("due_on", "done_on") for day in rows[column] if not formats.missing(day)]
    _date_axis(fig, page, [*days, as_of])
    _as_of(fig, page, [*days, as_of])
    return fig.update_layout(
        height=120 + row_height(labels) * len(labels),
        margin={"l": 8, "r": 16, "t": 70, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "xanchor": "left", "yanchor": "top"},
    )


def _said(page: Page, row: Mapping[str, Any]) -> str:
    lines = [safe(page.pick(row, "title")), phrases.state(page, row["state"])]
    lines.append(page.t("Due {date}", date=page.date(row["due_on"])))
    if row["state"] == "done":
        lines.append(page.t("Done {date}", date=page.date(row["done_on"])))
    if not formats.missing(row["overdue_days"]):
        lines.append(page.t("{days} overdue", days=phrases.counted(page.lang, "day", row["overdue_days"])))
    return "<br>".join(lines)


def kpi(page: Page, row: Mapping[str, Any], series: pd.DataFrame) -> go.Figure:
    """A KPI's values by date (`series`: kpi_series in order), and a dashed line from its baseline to its target."""
    fig = go.Figure()
    start = _point(row["baseline_value"], row["baseline_on"])
    goal = _point(row["target_value"], row["target_on"])
    values, days = list(series["value"]), list(series["measured_on"])
    rises = row["direction"] != "decrease"
    unit = {"unit_ja": row["unit_ja"], "unit_en": row["unit_en"]}
    if start and goal:
        fig.add_scatter(
            mode="lines",
            name=page.t("Planned course"),
            x=[start[1].isoformat(), goal[1].isoformat()],
            y=[start[0], goal[0]],
            line={"color": PLAN, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
        )
    met = bool(goal and values and (values[-1] >= goal[0] if rises else values[-1] <= goal[0]))
    begins = "bottom right" if rises else "bottom center"
    ends = f"{'bottom' if rises == met else 'top'} {'center' if met else 'left'}"
    for point, name, symbol, place in (
        (start, page.named("baseline_value"), "square-open", begins),
        (goal, page.named("target_value"), "star-open", ends),
    ):
        if point:
            days.append(point[1])
            fig.add_scatter(
                mode="markers+text",
                showlegend=False,
                x=[point[1].isoformat()],
                y=[point[0]],
                cliponaxis=False,
                text=[f"{name} {phrases.measure(point[0])}"],
                textposition=place,
                textfont={"size": 12},
                marker=_marked(symbol, 12, PLAN),
                hovertemplate=f"{name}: {phrases.measure(point[0])}<br>{page.date(point[1])}<extra></extra>",
            )
    fig.add_scatter(
        mode="lines+markers" if len(values) >= TREND_FROM else "markers",
        name=page.t("Measured"),
        x=[day.isoformat() for day in series["measured_on"]],
        y=values,
        marker={"size": 9, "color": ACCENT},
        line={"color": ACCENT, "width": 2},
        customdata=[
            f"{page.date(one['measured_on'])}<br>{safe(page.qualified(one['value'], one | unit, 'qualifier'))}"
            for one in phrases.records(series)
        ],
        hovertemplate=HOVER,
    )
    if values:
        last, text = series["measured_on"].iloc[-1].isoformat(), f"<b>{phrases.measure(values[-1])}</b>"
        up = 18 if rises == met else -18
        fig.add_annotation(x=last, y=values[-1], yshift=up, showarrow=False, text=text)
    _date_axis(fig, page, days, ticks=3)
    heights = [*values, *(point[0] for point in (start, goal) if point)]
    air = (max(heights) - min(heights)) * 0.2 or abs(heights[0]) * 0.1 or 1
    fig.update_yaxes(
        title=safe(page.pick(row, "unit"), 20) or None,
        tickformat=",",
        nticks=5,
        range=[min(heights) - air, max(heights) + air],
    )
    return fig.update_layout(height=280)


def steps(page: Page, rows: pd.DataFrame) -> None:
    """A bar for each step of the journey."""
    records = journey.with_previous(rows)
    names = [journey.step(page, row["step"]) for row in records]
    said = [journey.label(page, row) for row in records]
    issues = [int(row["issues"]) for row in records]
    title = page.t("From an issue to a paid grant")
    plotly.bars(journey.under(page), "journey", names, issues, said, title, rows)


def _point(value: Any, day: Any) -> tuple[float, dt.date] | None:
    return None if formats.missing(value) or formats.missing(day) else (float(value), day)


def statuses(page: Page, of: pd.DataFrame) -> None:
    """The two charts of a rag_agreement side by side; in words where no project reported."""
    said, found = status.counts(of, "rag"), status.counts(of, "rag_evidence")
    if set(said) == {None}:
        text = N_("No status report is published for the {projects} running on this date.")
        page.nothing(page.t(text, projects=phrases.counted(page.lang, "project", said[None])))
    most = max([*said.values(), *found.values()])
    left, right = st.columns(2, gap="large")
    with left:
        labels = [phrases.reported(page, key) for key in said]
        _status(page, "rag", page.t("What the projects last reported"), said, labels, most)
    with right:
        labels = [phrases.evidence(page, key) for key in found]
        _status(page, "rag_evidence", page.t("What the evidence speaks for"), found, labels, most)


def _status(
    page: Page, name: str, title: str, found: dict[str | None, int], labels: list[str], most: int
) -> None:
    values = list(found.values())
    said = [page.ratio(value, sum(values)) for value in values]
    colours = [NONE if key is None else RAG[key] for key in found]
    alt = "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True))
    rows = pd.DataFrame({"rag": list(found), "projects": values})
    st.markdown(f"**{title}**")
    plotly.show(
        page, name, lambda: plotly.counts(labels, values, said, colours, most), f"{title}: {alt}", title, rows
    )
