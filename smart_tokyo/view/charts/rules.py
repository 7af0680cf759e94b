"""The chart of the rules: for each, how many checks passed, are to be looked at, failed, could not be made."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from smart_tokyo.palette import OUTCOME, OUTCOME_MARK, WHITE
from smart_tokyo.terms import COUNTED, OUTCOMES, Outcome
from smart_tokyo.view.charts.plotly import row_height, row_labels
from smart_tokyo.view.frame.page import Page

ORDER: tuple[Outcome, ...] = ("pass", "warn", "fail", "not_assessed")
PATTERN: dict[Outcome, str] = {"pass": "", "warn": "/", "fail": "x", "not_assessed": "."}  # beside colour


def outcomes(page: Page, rows: pd.DataFrame, labels: Sequence[str]) -> go.Figure:
    """One row per rule of rule_summary, its checks one after the other by outcome; `labels` stand above."""
    fig = go.Figure()
    for outcome in ORDER:
        name = f"{OUTCOME_MARK[outcome]} {page.t(OUTCOMES[outcome])}"
        values = [int(n) for n in rows[COUNTED[outcome]]]
        fig.add_bar(
            name=name,
            orientation="h",
            y=list(range(len(rows))),
            x=values,
            width=0.34,
            marker={
                "color": OUTCOME[outcome],
                "pattern": {
                    "shape": PATTERN[outcome],
                    "size": 8,
                    "solidity": 0.2,
                    "fillmode": "overlay",
                    "fgcolor": WHITE,
                },
            },
            customdata=[f"{label}<br>{name}: {n:,}" for label, n in zip(labels, values, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    row_labels(fig, labels)
    fig.update_xaxes(title=page.t("Checks"), tickformat=",d", rangemode="tozero")
    height = 130 + row_height(labels) * len(rows)
    return fig.update_layout(height=height, barmode="stack", legend={"traceorder": "normal"})
