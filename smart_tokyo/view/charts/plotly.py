"""A chart by Plotly, for readers who ask for it: the same as it is drawn, with what is said of each point beside the
pointer."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import plotly.graph_objects as go
import yaml

from smart_tokyo import palette
from smart_tokyo.view.charts.chart import INK, OUTLINE, Chart, Lines, Scale, Series
from smart_tokyo.view.charts.drawn import LETTERS, SMALL

LEGEND, AXIS, EDGE = 36, 56, 8  # pixels around the plot, of what there is
HOVER = "%{customdata}<extra></extra>"
MESH = {"size": 8, "solidity": 0.2, "fillmode": "overlay", "fgcolor": palette.WHITE}
SIDES = {"start": "left", "middle": "center", "end": "right"}


@cache
def template(theme: palette.Theme) -> go.layout.Template:
    """The look of every chart on the light or the dark page, which `plotly.yml` declares."""
    of_theme = {"INK": palette.INK[theme], "PAPER": palette.PAPER[theme], "GRID": palette.GRID[theme]}
    every = {"FONT": palette.FONT, "POINT": palette.POINT, "WHITE": palette.WHITE}
    look = Template(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return go.layout.Template(
        yaml.safe_load(look.safe_substitute(of_theme, **every, LETTERS=LETTERS, SMALL=SMALL))
    )


def figure(chart: Chart, theme: palette.Theme) -> go.Figure:
    """The chart as a figure of Plotly, in the colours of a theme."""
    fig = go.Figure(layout={"template": template(theme)})
    for one in chart.series:
        _add(fig, one, palette.INK[theme], palette.PAPER[theme])
    for words in chart.words:
        fig.add_annotation(
            x=words.x,
            y=words.y,
            xshift=words.right,
            yshift=words.up,
            text=_text(words.lines),
            textangle=-90 if words.turned else 0,
            xanchor="center" if words.turned else SIDES[words.anchor],
            yanchor="bottom",
            align=SIDES[words.anchor],
            bgcolor=palette.PAPER[theme],
            borderpad=0,
            showarrow=False,
        )
    top = EDGE + chart.above + (LEGEND if any(one.name for one in chart.series) else 0)
    height = top + chart.high + (AXIS if chart.x.marks else EDGE)
    margin = {"l": EDGE, "r": 2 * EDGE, "t": top, "b": EDGE}
    return fig.update_layout(xaxis=_axis(chart.x), yaxis=_axis(chart.y), height=height, margin=margin)


def _add(fig: go.Figure, one: Series, ink: str, paper: str) -> None:
    colour = ink if one.colour == INK else one.colour
    said = [_text([(text, "")]).replace("\n", "<br>") for text in one.said]
    spoken: dict[str, Any] = (
        {"hoverinfo": "skip"} if not said else {"customdata": said, "hovertemplate": HOVER}
    )
    shared = {"name": escape(one.name), "showlegend": bool(one.name), **spoken}
    if one.shape == "bar":
        bars = [point for point in one.points if point]
        outlined = one.style == OUTLINE
        fig.add_bar(
            x=[(left + right) / 2 for left, right, _, _ in bars],
            width=[right - left for left, right, _, _ in bars],
            base=[bottom for _, _, bottom, _ in bars],
            y=[top - bottom for _, _, bottom, top in bars],
            marker={
                "color": paper if outlined else colour,
                "line": {"color": ink if outlined else paper, "width": 1.5 if outlined else 1},
                "pattern": {} if outlined or not one.style else {**MESH, "shape": one.style},
            },
            **shared,
        )
        return
    places = [point or (None, None) for point in one.points]
    look: dict[str, Any] = {
        "mode": "markers",
        "cliponaxis": False,
        "marker": {"symbol": one.shape, "size": 12, "color": colour, "line": {"width": 2, "color": colour}},
    }
    if one.shape == "line":
        look = {"mode": "lines", "line": {"color": colour, "width": 2.5, "dash": one.style or "solid"}}
    fig.add_scatter(x=[x for x, _ in places], y=[y for _, y in places], **look, **shared)


def _text(lines: Lines) -> str:
    return "<br>".join(
        escape(light, quote=False) + (f"<b>{escape(bold, quote=False)}</b>" if bold else "")
        for light, bold in lines
    )


def _axis(scale: Scale) -> dict[str, Any]:
    marks: Sequence[tuple[float, Lines]] = scale.marks
    return {
        "range": [scale.low, scale.high],
        "visible": bool(marks),
        "showgrid": scale.grid,
        "tickvals": [place for place, _ in marks],
        "ticktext": [_text(text) for _, text in marks],
        "tickangle": -90 if scale.turned else 0,
        "title": {"text": escape(scale.title) or None},
    }
