"""The chart of the about page: each programme over its fiscal years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd

from smart_tokyo import formats, palette
from smart_tokyo.lettering import wrapped

LINE = 15  # pixels
GAP = 18  # pixels from the middle of a bar to the label above it
LABEL = 46  # half-width letters of a line above a bar: what a telephone shows


def spans(
    rules: pd.DataFrame,
    name: Callable[[Any], str],
    years: Callable[[Any], str],
    until: int,
    axis_title: str,
    ink: str = palette.INK["light"],
) -> alt.LayerChart | alt.FacetChart:
    """Each programme as a bar over its fiscal years; one without a last year runs to the edge, with an arrow.

    `name` and `years` write a row's name and span; `until` is the last fiscal year to draw.
    """
    rows = pd.DataFrame(
        [
            {
                "name": name(row),
                "label": wrapped(f"{name(row)} {years(row)}", LABEL),
                "from": int(row["first_fy"]),
                "to": 1 + (until if formats.missing(row["last_fy"]) else int(row["last_fy"])),
                "said": years(row),
                "open": formats.missing(row["last_fy"]),
                "colour": palette.programme(row["programme_id"]),
            }
            for row in rules.to_dict("records")
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
        axis=alt.Axis(values=ticks, format="d", title=axis_title, grid=True, labelOverlap=True),
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
