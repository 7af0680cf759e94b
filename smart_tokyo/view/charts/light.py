"""The way of charts and other pictures onto the page: drawn once and kept; live by Plotly where a reader asks."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from types import MappingProxyType
from typing import Any

import streamlit as st

from smart_tokyo import N_, palette
from smart_tokyo.outputs.files import chart_image
from smart_tokyo.view.charts import drawn
from smart_tokyo.view.charts.chart import MAX_ROWS, Chart, counts, label
from smart_tokyo.view.frame import CHARTS, LIVE, Page
from smart_tokyo.view.parts import files

STILL, MOVING = N_("Back to still charts"), N_("Switch to interactive charts")
Make = Callable[[], Chart]


def theme() -> palette.Theme:
    """Whether the reader sees the light or the dark page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _key(page: Page, name: str, params: Mapping[str, Any], theme: palette.Theme) -> str:
    own = (name, sorted(params.items()), theme)
    return repr((str(page.database), page.filters, page.lang, page.easy, page.unit, *own))


def _picture(svg: str, said: str, place: str) -> str:
    """The image of a drawing: as wide as its room, or smaller where it keeps its proportions."""
    high = svg.partition(' height="')[2].partition('"')[0]
    style = "max-width:100%" if "viewBox" in svg else f"width:100%;height:{high}px;--high:{high}"
    return (
        f'<img class="{place}" alt="{escape(said)}" style="vertical-align:top;{style}" src="{address(svg)}">'
    )


def address(svg: str) -> str:
    """A drawing as the address of an image."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


@st.cache_data(max_entries=2_000, show_spinner=False)  # the element itself is kept, and shown again as it is
def shown(key: str, _make: Callable[[], str]) -> None:
    """Put what is drawn on the page as HTML, made once for all that has this key."""
    st.html(_make())


def _put(
    page: Page,
    name: str,
    said: str,
    draw: Callable[[palette.Theme], str],
    params: Mapping[str, Any] = MappingProxyType({}),
    over: Callable[[], str] = str,
) -> None:
    """The picture as one element; for paper (outputs/web/page.css) the dark page has the light one too."""
    places: dict[palette.Theme, str] = {"light": ""}
    if theme() == "dark":
        places = {"dark": "on-screen", "light": "on-paper"}
    key = _key(page, name, params, theme())
    shown(key, lambda: over() + "".join(_picture(draw(one), said, place) for one, place in places.items()))


@st.cache_resource(max_entries=300, show_spinner=False)
def _figure(key: str, _make: Callable[[], Any]) -> Any:
    return _make()


def show(
    page: Page,
    name: str,
    make: Callable[[palette.Theme], str],
    said: str,
    title: str,
    rows: files.Rows,
    credit: str = "",
    query: str | None = None,
) -> None:
    """Put the picture `name` on the page, its finding `said` in words; its files are called `title` and hold `rows` of
    `query`.

    What `make` draws may depend on the snapshot, the filters, language, unit and theme: nothing else.
    """
    _put(page, name, said, make)
    files.offer(page, name, title, rows, query=query, image=partial(_image, partial(make, "light"), credit))


def chart(
    page: Page,
    name: str,
    make: Make,
    said: str,
    title: str,
    rows: files.Rows,
    query: str | None = None,
    ways: Sequence[tuple[str, str]] = (),
    **params: Any,
) -> None:
    """Put a chart on the page as `show` does, made once per `params` too; live where the address asks for that.

    `ways`: of a chart of rows, name and address of what a click on each chooses.
    `make` runs when its image is asked for as well, and must not use Streamlit.
    """
    live = is_live(page)
    if live:
        from smart_tokyo.view.charts import plotly  # 31 MB that most readers never need

        found = _figure(_key(page, name, params, theme()), lambda: plotly.figure(make(), theme()))
        st.plotly_chart(found, alt=said, theme=None, config={"displayModeBar": False}, key=f"chart_{name}")
    else:

        def over() -> str:
            links = (
                f'<a href="{escape(to)}" title="{escape(name)}" style="top:{top:.0f}px;height:{end - top:.0f}px"></a>'
                for (name, to), (top, end) in zip(ways, drawn.places(make(), len(ways)), strict=True)
            )
            return f'<div class="choosing">{"".join(links)}</div>' if ways else ""

        _put(page, name, said, lambda theme: drawn.svg(make(), theme), {**params, "ways": ways}, over)
    if CHARTS in page.info.asks and CHARTS not in page.once:
        page.once[CHARTS] = live
        switch(page, live=live)
    image = partial(_image, lambda: drawn.svg(make(), "light", chart_image.WIDTH), "")
    files.offer(page, name, title, rows, query=query, image=image)


def _image(make: Callable[[], str], credit: str, about: Any) -> bytes:
    return chart_image.png(make(), about, credit=credit)


def is_live(page: Page) -> bool:
    """Whether the address of a page that has them asks for live charts."""
    return CHARTS in page.info.asks and st.query_params.get(CHARTS) == LIVE


def switch(page: Page, *, live: bool, still: str = STILL, moving: str = MOVING) -> None:
    """The quiet way to the live charts of this page, and back, by these message ids."""
    label, icon = (still, ":material/image:") if live else (moving, ":material/touch_app:")
    there, back = partial(st.query_params.update, {CHARTS: LIVE}), partial(st.query_params.pop, CHARTS, None)
    click: Any = back if live else there
    st.button(page.t(label), type="tertiary", icon=icon, key=CHARTS, on_click=click)


def bars(
    page: Page,
    name: str,
    labels: Sequence[str],
    values: Sequence[float],
    said: Sequence[str],
    title: str,
    rows: files.Rows,
    query: str | None = None,
) -> None:
    """Put `counts` in one colour on the page; in words each label is told with what is `said` beside it."""
    if len(labels) > MAX_ROWS:
        text = N_("The chart shows the {shown} largest of {total}; the table has all.")
        st.caption(page.t(text, shown=MAX_ROWS, total=len(labels)))
    labels, values, said = labels[:MAX_ROWS], values[:MAX_ROWS], said[:MAX_ROWS]
    alt = "; ".join(
        page.labelled(one, ", ".join(text.splitlines())) for one, text in zip(labels, said, strict=True)
    )
    chart(page, name, lambda: counts([label(one) for one in labels], values, said), alt, title, rows, query)
