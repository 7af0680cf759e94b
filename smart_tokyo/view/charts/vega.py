"""Altair charts on a page: made once for a snapshot and a reader's choices, then shown from what was made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from smart_tokyo import palette
from smart_tokyo.outputs.files import chart_image
from smart_tokyo.view.charts import look
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import files


@st.cache_data(max_entries=300, show_spinner=False)
def _specification(
    key: str, theme: palette.Theme, _make: Callable[[], alt.LayerChart | alt.FacetChart]
) -> dict[str, Any]:
    return {**_make().to_dict(), "config": look.vega(theme)}


def show(
    page: Page,
    name: str,
    make: Callable[[], alt.LayerChart | alt.FacetChart],
    said: str,
    title: str,
    rows: pd.DataFrame,
    credit: str = "",
) -> None:
    """Put the chart `name` on the page, its finding `said` in words; its files are called `title` and hold `rows`.

    What `make` draws may depend on the snapshot, the filters, language, unit and light or dark: nothing else.
    """
    key = repr((str(page.database), page.filters, page.lang, page.easy, page.unit, name))
    spec = _specification(key, look.theme(), make)
    st.vega_lite_chart(spec=spec, theme=None, alt=said, key=name)
    on_white = {**spec, "config": look.vega("light")}
    image = partial(chart_image.png, on_white, ink=look.ink(), credit=credit)
    files.offer(page, name, title, rows, image=image)
