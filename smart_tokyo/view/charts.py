"""What all Plotly charts share: their look, their labels, plain counts, and the way onto the page.

A chart is a pure function from a table and words to a figure; `show` alone asks Streamlit for
something. Grid and fonts follow Streamlit's theme, text has the ink of the light or dark page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from smart_tokyo.view import files, labels, palette
from smart_tokyo.view.frame import Page

MAX_ROWS = 30  # of a chart with one row per thing; the table beneath has all
ROW = 54  # pixels of a row with one line of label above its bar
LINE = 17  # pixels of each further line
CAMERA = palette.STATE["planned"]  # 3:1 against both pages
SOURCE, SMALL_LINE = (
    28,
    13,
)  # pixels under a chart for the line that says what it is, and of each further line
SMALL_LETTERS = 58  # half-width letters in such a line: what a narrow screen holds
LETTERS, LINES = 44, 2  # half-width letters in a line of a label: what a narrow screen holds


def safe(text: str, limit: int = 60) -> str:
    """Ledger text inside a chart: no markup, one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return html.escape(line if len(line) <= limit else line[: limit - 1] + "…", quote=False)


def label(text: str) -> str:
    """Ledger text as the label of a row: no markup, at most LINES lines of LETTERS half-width letters."""
    words = re.findall(r"[\x21-\x7e]{1,44} ?|\s|.", " ".join(text.split()))
    found = labels.lines(words, LETTERS)
    if len(found) > LINES:
        found = [*found[: LINES - 1], found[LINES - 1][:-1] + "…"]
    return "<br>".join(html.escape(one, quote=False) for one in found)


def styled(fig: go.Figure, height: int, **layout: Any) -> go.Figure:
    """The look that all charts share: legend above, quiet grid, transparent ground, Japanese fonts."""
    fig.update_layout(
        height=height,
        font={"family": palette.FONT, "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 16, "t": 44, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "title": None},
        hoverlabel={"align": "left"},
        bargap=0.3,
        dragmode=False,
    )
    fig.update_xaxes(automargin=True, fixedrange=True, zeroline=False)
    fig.update_yaxes(automargin=True, fixedrange=True, zeroline=False)
    return fig.update_layout(**layout)


def row_height(labels: Sequence[str]) -> int:
    """The pixels of each row that leave room for the longest of the labels."""
    return ROW + LINE * max((text.count("<br>") for text in labels), default=0)


def row_labels(fig: go.Figure, labels: Sequence[str]) -> None:
    """Write each row's label above its bar, from the left edge: long names stay whole on a narrow screen."""
    above = 0.17 * row_height(labels) + 3  # half the thickest bar, and a gap
    for place, text in enumerate(labels):
        fig.add_annotation(
            x=0,
            xref="paper",
            y=place,
            yshift=above,
            text=text,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            align="left",
            name="row",
        )
    fig.update_yaxes(visible=False, range=[len(labels) - 0.6, -0.75])


def counts(
    labels: Sequence[str], values: Sequence[float], shown: Sequence[str], colours: Sequence[str]
) -> go.Figure:
    """A bar per label with its number written out; for small whole numbers, so without an axis.

    What is shown may have a second line after `<br>`.
    """
    fig = go.Figure(
        go.Bar(
            orientation="h",
            y=list(range(len(labels))),
            x=list(values),
            width=0.36,
            marker={"color": list(colours)},
            customdata=[f"{name}: {text}" for name, text in zip(labels, shown, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    )
    texts = [_bold(name, text) for name, text in zip(labels, shown, strict=True)]
    row_labels(fig, texts)
    fig.update_xaxes(visible=False, rangemode="tozero")
    return styled(fig, 24 + row_height(texts) * len(labels), margin={"l": 8, "r": 16, "t": 8, "b": 8})


def _bold(name: str, text: str) -> str:
    """A row's label with its number in bold; a second line stays light."""
    first, *more = text.split("<br>", 1)
    return "<br>".join([f"{name}  <b>{first}</b>", *more])


def inked(fig: go.Figure, theme: palette.Theme) -> go.Figure:
    """The figure with all its text in the ink of the light or the dark page.

    Rows' labels get the page's own colour as ground, so that no line crosses them.
    """
    ink = palette.INK[theme]
    fig.update_layout(font={"color": ink}, legend={"font": {"color": ink}}, title={"font": {"color": ink}})
    fig.update_layout(paper_bgcolor=palette.PAPER[theme])  # an image has a ground
    fig.update_layout(modebar={"bgcolor": "rgba(0,0,0,0)", "color": CAMERA, "activecolor": ink})
    for axes in (fig.update_xaxes, fig.update_yaxes):
        axes(tickfont={"color": ink}, title={"font": {"color": ink}})
    fig.update_annotations(bgcolor=palette.PAPER[theme], borderpad=0, selector={"name": "row"})
    return fig.update_annotations(font={"color": ink})


def sourced(fig: go.Figure, line: str) -> go.Figure:
    """The figure with the line in small letters under it, so that an image of it says what it is of."""
    text = f'<span style="font-weight:400">{line}</span>'  # Streamlit makes every title bold
    high = SOURCE + SMALL_LINE * line.count("<br>")
    fig.update_layout(height=fig.layout.height + high, margin={"b": fig.layout.margin.b + high})
    place = {"x": 0, "xanchor": "left", "y": 0, "yref": "container", "yanchor": "bottom"}
    return fig.update_layout(title={"text": text, "font": {"size": 10}, **place, "pad": {"b": 4, "l": 8}})


@st.cache_resource(max_entries=300, show_spinner=False)
def _kept(key: str, theme: palette.Theme, line: str, _make: Callable[[], go.Figure]) -> go.Figure:
    return inked(sourced(_make(), line), theme)


def show(
    page: Page,
    name: str,
    make: Callable[[], go.Figure],
    alt: str,
    title: str,
    rows: pd.DataFrame,
    **params: Any,
) -> None:
    """Put a figure on the page; it is made once per snapshot, filters, language, unit, theme and `params`.

    `title` and `rows`: what the files of the chart are called and hold.
    """
    key = repr((str(page.database), page.filters, page.lang, page.unit, name, sorted(params.items())))
    kept = _kept(key, palette.theme(), source_line(page, title), make)
    st.plotly_chart(kept, alt=alt, config=_config(page, name), key=f"chart_{name}")
    hint = page.t("Image: the camera at the upper right of the chart.")
    files.offer(page, f"{name}_chart", title, rows, hint=hint)


def source_line(page: Page, title: str) -> str:
    """What an image of a chart says of itself: title, filters, data set, as-of date, and that it is internal."""
    about = files.about(page, title)
    narrowed = about.selection if about.selection != page.t("no filter") else ""
    inside = page.t("Internal view") if page.audience == "internal" else ""
    day = page.t("as of {date}", date=about.as_of)
    text = " ・ ".join(part for part in (title, narrowed, about.label, day, inside) if part)
    pieces = re.findall(r"[\x21-\x7e]{1,58} ?|\s|.", " ".join(text.split()))
    return "<br>".join(html.escape(one, quote=False) for one in labels.lines(pieces, SMALL_LETTERS))


def _config(page: Page, name: str) -> dict[str, Any]:
    """Above the chart one button alone, for the keyboard too: the chart as an image, drawn by the reader's browser."""
    words = {"Download plot as a PNG": page.t("Save the chart as an image (PNG)")}
    return {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": files.stem(page, name)},
        "locale": page.lang,
        "locales": {page.lang: {"dictionary": words, "format": {}}},
    }
