"""Charts of the grants: from request to payment by fiscal year, by group against the limit, and what the rules say."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.palette import OUTCOME, OUTCOME_MARK, STAGE, WHITE
from smart_tokyo.terms import COUNTED, OUTCOMES, STAGES, Outcome
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.charts.look import CLEAR
from smart_tokyo.view.charts.plotly import HOVER, LIMIT, add_rows, numbered, row_height, row_labels
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.subjects.money import year_sentence

FEW = 6  # fiscal years that have room for level labels on a narrow screen
LEAST = 3  # fiscal years that the axis has room for, so that a single one is not a block
ROOMY = 12  # bars that have room for a number on each
ORDER: tuple[Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
MESH = {"size": 8, "solidity": 0.2, "fillmode": "overlay", "fgcolor": WHITE}
PATTERN: dict[Outcome, str] = {"pass": "", "warn": "/", "fail": "x", "not_assessed": "."}  # beside colour


def in_unit(yen: Any, unit: str) -> float | None:
    """Yen as a number in the reader's unit, for the length of a bar; None where unknown."""
    return None if formats.missing(yen) else int(yen) / formats.UNITS[unit].factor


def known(rows: pd.DataFrame) -> bool:
    """Whether any amount is known: otherwise words take the chart's place."""
    return bool(rows[list(STAGES)].notna().any(axis=None))


def by_year(page: Page, rows: pd.DataFrame, limits: Sequence[Any] = ()) -> go.Figure:
    """Bars from requested to paid for each fiscal year, with the limit of each year as a line where given.

    `rows`: one per fiscal_year with the columns of STAGES; an unknown amount is written out, never drawn as 0.
    """
    years = [page.fiscal_year(year) for year in rows["fiscal_year"]]
    limited = any(not formats.missing(limit) for limit in limits)
    roomy = len(years) * len(STAGES) <= ROOMY and not limited
    fig = go.Figure()
    for column in STAGES:
        name = page.named(column)
        fig.add_bar(
            name=name,
            x=list(range(len(years))),
            y=[in_unit(yen, page.unit) for yen in rows[column]],
            marker={"color": STAGE[column]},
            text=[formats.amount(yen, page.unit, page.lang) if roomy else "" for yen in rows[column]],
            textposition="outside",
            textangle=-90,
            textfont={"size": 12},
            constraintext="none",
            cliponaxis=False,
            customdata=[
                f"{year}<br>{name}: {page.money(yen)}" for year, yen in zip(years, rows[column], strict=True)
            ],
            hovertemplate=HOVER,
        )
    _not_published(fig, page, rows)
    _limits(fig, page, years, limits)
    amounts = [in_unit(yen, page.unit) or 0 for column in STAGES for yen in rows[column]]
    top = max([*amounts, *(in_unit(yen, page.unit) or 0 for yen in limits if not formats.missing(yen))])
    few, spare = len(years) <= FEW, max(LEAST - len(years), 0) / 2
    decided = [
        f"<br><b>{formats.amount(yen, page.unit, page.lang) or '–'}</b>" for yen in rows["decided_yen"]
    ]
    fig.update_xaxes(
        showgrid=False,
        tickvals=list(range(len(years))),
        ticktext=[
            (year.replace("年度", "<br>年度") if few else year) + (more if few and not roomy else "")
            for year, more in zip(years, decided, strict=True)
        ],
        tickangle=0 if few else -90,
        range=[-0.5 - spare, len(years) - 0.5 + spare],
        title=page.t("Beneath each year: decided amount") if few and not roomy else None,
    )
    fig.update_yaxes(title=page.unit_name, range=[0, (top or 1) * (1.25 if roomy else 1.12)], tickformat=",")
    return fig.update_layout(height=420, barmode="group", bargap=0.3)


def _not_published(fig: go.Figure, page: Page, rows: pd.DataFrame) -> None:
    """The word for unknown once for each year, where its missing bars would stand."""
    width = 0.7 / len(STAGES)
    for place, row in enumerate(rows[list(STAGES)].to_dict("records")):
        gaps = [i for i, column in enumerate(STAGES) if formats.missing(row[column])]
        if gaps:
            middle = place - 0.35 + width * (sum(gaps) / len(gaps) + 0.5)
            written = {"textangle": -90, "showarrow": False, "text": page.unknown}
            fig.add_annotation(x=middle, y=0, yanchor="bottom", **written)


def _limits(fig: go.Figure, page: Page, years: Sequence[str], limits: Sequence[Any]) -> None:
    """A dotted line over each year whose limit is known, with its number; the legend names it."""
    known = [(place, limit) for place, limit in enumerate(limits) if not formats.missing(limit)]
    for place, limit in known:
        height = in_unit(limit, page.unit)
        fig.add_scatter(
            name=page.named("limit_yen"),
            showlegend=place == known[0][0],
            mode="lines",
            x=[place - 0.42, place + 0.42],
            y=[height, height],
            meta=LIMIT,
            line={"width": 2.5, "dash": "dot"},
            hovertemplate=f"{years[place]}<br>{page.t('Limit')}: {page.money(limit)}<extra></extra>",
        )
        text = f"<b>{page.amount(limit)}</b>"
        fig.add_annotation(x=place, y=height, yanchor="bottom", showarrow=False, text=text)


def by_group(page: Page, rows: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """One row per group: its limit as an outline, the decided yen inside it, the paid inside that; `names` are safe."""
    fig = go.Figure()
    for column, width in (("limit_yen", 0.34), ("decided_yen", 0.26), ("paid_yen", 0.12)):
        name = page.named(column)
        amounts = [page.money(yen) for yen in rows[column]]
        outline = column == "limit_yen"
        add_rows(
            fig,
            [in_unit(yen, page.unit) for yen in rows[column]],
            [f"{group}<br>{name}: {amount}" for group, amount in zip(names, amounts, strict=True)],
            width,
            name=name,
            meta=LIMIT if outline else None,
            showlegend=bool(rows[column].notna().any()),
            marker={"color": CLEAR if outline else STAGE[column]},
        )
    said = [numbered(name, page.money(yen)) for name, yen in zip(names, rows["decided_yen"], strict=True)]
    row_labels(fig, said)
    fig.update_xaxes(title=page.unit_name, tickformat=",", rangemode="tozero")
    return fig.update_layout(height=110 + row_height(said) * len(rows), barmode="overlay")


def year_chart(page: Page, rows: pd.DataFrame) -> None:
    """The finding and the bars of a funding_by_fiscal_year."""
    said, title = year_sentence(page, rows), page.t("Requested, decided, settled and paid by fiscal year")
    if said:
        st.markdown(said)
    plotly.show(page, "stages_by_year", lambda: by_year(page, rows), said or title, title, rows)


def outcomes(page: Page, rows: pd.DataFrame, labels: Sequence[str]) -> go.Figure:
    """One row per rule of rule_summary, its checks one after the other by outcome; `labels` stand above."""
    fig = go.Figure()
    for outcome in ORDER:
        name = f"{OUTCOME_MARK[outcome]} {page.t(OUTCOMES[outcome])}"
        values = [int(n) for n in rows[COUNTED[outcome]]]
        said = [f"{label}<br>{name}: {n:,}" for label, n in zip(labels, values, strict=True)]
        pattern = {**MESH, "shape": PATTERN[outcome]}
        marker = {"color": OUTCOME[outcome], "pattern": pattern}
        add_rows(fig, values, said, 0.34, name=name, marker=marker)
    row_labels(fig, labels)
    fig.update_xaxes(title=page.t("Checks"), tickformat=",d", rangemode="tozero")
    height = 130 + row_height(labels) * len(rows)
    return fig.update_layout(height=height, barmode="stack", legend={"traceorder": "normal"})
