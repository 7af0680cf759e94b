"""One look for all charts, on the light and the dark page: the template of Plotly and its equal for Altair."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from smart_tokyo import palette
from smart_tokyo.palette import Theme

LETTERS = 13  # pixels: of labels and legends
SMALL = 12  # of axes and of numbers at marks
CLEAR = "rgba(0,0,0,0)"
MARGIN = {"l": 8, "r": 16, "t": 44, "b": 8}  # pixels around a chart


def plotly(theme: palette.Theme) -> go.layout.Template:
    """The template of every Plotly chart."""
    ink, grid = palette.INK[theme], palette.GRID[theme]
    words = {"family": palette.FONT, "size": LETTERS, "color": ink}
    axis = {
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
        "showgrid": True,
        "gridcolor": grid,
        "linecolor": palette.LINE,
        "tickcolor": palette.LINE,
        "tickfont": {"size": SMALL, "color": ink},
        "title": {"font": {"size": SMALL, "color": ink}, "standoff": 12},
    }
    return go.layout.Template(
        layout={
            "font": words,
            "colorway": list(palette.PROGRAMME.values()),
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "xaxis": axis,
            "yaxis": axis,
            "margin": MARGIN,
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": words,
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "hoverlabel": {
                "align": "left",
                "bgcolor": palette.POINT,
                "bordercolor": palette.POINT,
                "font": {"family": palette.FONT, "size": LETTERS, "color": palette.WHITE},
            },
            "bargap": 0.3,
            "bargroupgap": 0.06,
            "dragmode": False,
        }
    )


def vega(theme: palette.Theme) -> dict[str, Any]:
    """The same for every Altair chart, as Vega-Lite's `config`."""
    ink = palette.INK[theme]
    return {
        "mark": {"aria": False},
        "aria": False,  # Vega says English of each mark; the chart's own text and its table say it all
        "font": palette.FONT,
        "background": "transparent",
        "padding": 4,
        "view": {"stroke": None},
        "range": {"category": list(palette.PROGRAMME.values())},
        "text": {"color": ink, "fontSize": SMALL},
        "axis": {
            "labelColor": ink,
            "titleColor": ink,
            "labelFontSize": SMALL,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "titlePadding": 10,
            "labelPadding": 6,
            "gridColor": palette.GRID[theme],
            "domainColor": palette.LINE,
            "tickColor": palette.LINE,
            "ticks": False,
        },
        "axisY": {"domain": False},
        "legend": {
            "labelColor": ink,
            "labelFontSize": LETTERS,
            "symbolSize": 120,
            "orient": "top",
            "title": None,
        },
    }


def theme() -> Theme:
    """Whether the reader sees the light or the dark page."""
    return "dark" if st.context.theme.type == "dark" else "light"
