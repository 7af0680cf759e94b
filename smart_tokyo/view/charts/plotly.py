"""What all Plotly charts share: their labels, plain counts, the look (look.py) put on, and the way onto the page."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from smart_tokyo import lettering, palette
from smart_tokyo.view.charts import look
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import files

MAX_ROWS = 30  # of a chart with one row per thing; the table beneath has all
ROW = 54  # pixels of a row with one line of label above its bar
LINE = 17  # pixels of each further line
CLOSING = "、。，．・：；？！ー」』）】〕〉》”’…"  # never begin a line
LABEL = {"showarrow": False, "xanchor": "left", "yanchor": "bottom", "align": "left", "name": "row"}
HOVER = "%{customdata}<extra></extra>"
LIMIT = "limit"  # the `meta` of a trace that draws a limit
CAMERA = palette.LINE  # 3:1 against both pages
SOURCE = 28  # pixels under a chart for the line that says what it is
SMALL_LINE = 13  # of each further line
SMALL_LETTERS = 50  # half-width letters in such a line: what a narrow screen holds
LETTERS, LINES = 40, 2  # half-width letters in a line of a label: what a narrow screen holds


def safe(text: str, limit: int = 60) -> str:
    """Ledger text inside a chart: no markup, one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return html.escape(line if len(line) <= limit else line[: limit - 1] + "…", quote=False)


def _broken(text: str, letters: int) -> list[str]:
    """The text in lines of so many half-width letters."""
    words = re.findall(rf"[\x21-\x7e]{{1,{letters}}} ?|\s|.[{CLOSING}]*", " ".join(text.split()))
    return lettering.lines(words, letters)


def label(text: str) -> str:
    """Ledger text as the label of a row: no markup, at most LINES lines of LETTERS half-width letters."""
    found = _broken(text, LETTERS)
    if len(found) > LINES:
        found = [*found[: LINES - 1], found[LINES - 1][:-1] + "…"]
    return "<br>".join(html.escape(one, quote=False) for one in found)


def row_height(labels: Sequence[str]) -> int:
    """The pixels of each row that leave room for the longest of the labels."""
    return ROW + LINE * max((text.count("<br>") for text in labels), default=0)


def row_labels(fig: go.Figure, labels: Sequence[str]) -> None:
    """Write each row's label above its bar, from the left edge: long names stay whole on a narrow screen."""
    above = 0.17 * row_height(labels) + 3  # half the thickest bar, and a gap
    for place, text in enumerate(labels):
        fig.add_annotation(x=0, xref="paper", y=place, yshift=above, text=text, **LABEL)
    fig.update_yaxes(visible=False, range=[len(labels) - 0.6, -0.75])


def add_rows(
    fig: go.Figure, values: Sequence[float | None], said: Sequence[str], width: float, **bar: Any
) -> None:
    """Bars to the right, one a row from above; what is `said` of each stands beside the pointer."""
    spoken = {"customdata": list(said), "hovertemplate": HOVER}
    fig.add_bar(x=list(values), y=list(range(len(values))), orientation="h", width=width, **spoken, **bar)


def counts(
    labels: Sequence[str],
    values: Sequence[float],
    shown: Sequence[str],
    colours: Sequence[str],
    most: float | None = None,
) -> go.Figure:
    """A bar per label with its number as it is `shown`, a second line after `<br>`; one of full length has `most`."""
    fig = go.Figure()
    said = [f"{name}: {text}" for name, text in zip(labels, shown, strict=True)]
    add_rows(fig, values, said, 0.36, marker={"color": list(colours)}, showlegend=False)
    texts = [numbered(name, text) for name, text in zip(labels, shown, strict=True)]
    row_labels(fig, texts)
    fig.update_xaxes(visible=False, range=[0, (most or max(values, default=0) or 1) * 1.02])
    return fig.update_layout(
        height=24 + row_height(texts) * len(labels), margin={"l": 8, "r": 16, "t": 8, "b": 8}
    )


def numbered(name: str, text: str) -> str:
    """A row's label with its number in bold, beneath it where there is no room; a second line stays light."""
    first, *more = text.split("<br>", 1)
    room = lettering.width(name.rpartition("<br>")[2]) + lettering.width(first) + 2 <= LETTERS
    strong = "<br>".join(f"<b>{line}</b>" for line in _broken(first, LETTERS))
    light = [line for one in more for line in _broken(one, LETTERS)]
    return "<br>".join([f"{name}{'  ' if room else '<br>'}{strong}", *light])


def inked(fig: go.Figure, theme: palette.Theme) -> go.Figure:
    """The figure in the look of the light or the dark page; what has the `meta` LIMIT is drawn in the ink.

    Rows' labels lie on the page's own colour, so that no line crosses them; a gap of that colour keeps bars apart.
    """
    ink, paper = palette.INK[theme], palette.PAPER[theme]
    fig.update_layout(template=look.plotly(theme))
    fig.update_layout(paper_bgcolor=paper, title={"font": {"color": ink}})  # an image has a ground
    fig.update_layout(modebar={"bgcolor": look.CLEAR, "color": CAMERA, "activecolor": ink})
    fig.update_annotations(bgcolor=paper, borderpad=0, selector={"name": "row"})
    fig.update_traces(
        marker={"line": {"color": paper, "width": 1}},
        selector=lambda trace: trace.type == "bar" and trace.meta != LIMIT,
    )
    fig.update_traces(marker={"line": {"color": ink, "width": 1.5}}, selector={"type": "bar", "meta": LIMIT})
    return fig.update_traces(line={"color": ink}, selector={"type": "scatter", "meta": LIMIT})


def _axis(fig: go.Figure) -> int:
    """The pixels under a figure that the numbers and the title of its lower axis take, about."""
    axis = fig.layout.xaxis
    if axis.visible is False or axis.side == "top":
        return 0
    ticks = axis.ticktext or ("0",)
    upright = axis.tickangle == -90
    high = max(7 * len(text) if upright else LINE * (text.count("<br>") + 1) for text in ticks)
    return high + (LINE + 20 if axis.title.text else 8)


def sourced(fig: go.Figure, line: str) -> go.Figure:
    """The figure with the line in small letters under it, so that an image of it says what it is of."""
    high = SOURCE + SMALL_LINE * line.count("<br>")
    given = fig.layout.margin.b if fig.layout.margin.b is not None else look.MARGIN["b"]
    bottom = max(given, _axis(fig))
    fig.update_layout(height=fig.layout.height + high, margin={"b": bottom + high})
    place = {"x": 0, "xanchor": "left", "y": 0, "yref": "container", "yanchor": "bottom"}
    return fig.update_layout(
        title={"text": line, "font": {"size": 10}, **place, "pad": {"b": 4 + high - SOURCE, "l": 8}}
    )


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
    """Put a figure on the page, made once per snapshot, filters, language, unit, theme and `params`."""
    key = repr((str(page.database), page.filters, page.lang, page.unit, name, sorted(params.items())))
    kept = _kept(key, look.theme(), source_line(page, title), make)
    st.plotly_chart(kept, alt=alt, theme=None, config=_config(page, name), key=f"chart_{name}")
    hint = page.t("Image: the camera at the upper right of the chart.")
    files.offer(page, f"{name}_chart", title, rows, hint=hint)


def source_line(page: Page, title: str) -> str:
    """What an image of a chart says of itself: title, filters, data set, as-of date, and that it is internal."""
    about = files.about(page, title)
    narrowed = about.selection if about.selection != page.t("no filter") else ""
    inside = page.view_name if page.is_internal else ""
    day = page.t("as of {date}", date=page.as_of)
    text = " ・ ".join(part for part in (title, narrowed, page.label, day, inside) if part)
    return "<br>".join(html.escape(one, quote=False) for one in _broken(text, SMALL_LETTERS))


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


def bars(
    page: Page,
    name: str,
    labels: Sequence[str],
    values: Sequence[float],
    said: Sequence[str],
    title: str,
    rows: pd.DataFrame,
) -> None:
    """Put `counts` in one colour on the page; in words each label is told with what is `said` beside it."""
    pairs = zip(labels, said, strict=True)
    alt = "; ".join(f"{label}: {text.replace('<br>', ', ')}" for label, text in pairs)
    colours = [palette.ACCENT] * len(labels)
    show(page, name, lambda: counts(labels, values, said, colours), alt, title, rows)
