"""Altair charts on a page: made once for a snapshot and a reader's choices, then shown from what was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import streamlit as st

from smart_tokyo.view import palette
from smart_tokyo.view.frame import Page


@st.cache_data(max_entries=300, show_spinner=False)
def _specification(
    key: str, ink: str, _make: Callable[[], alt.LayerChart | alt.FacetChart]
) -> dict[str, Any]:
    found: dict[str, Any] = _make().to_dict()
    inks = {"labelColor": ink, "titleColor": ink}  # Streamlit's own grey is too pale to read
    found["config"] = {
        **found.get("config", {}),
        **{part: {**found.get("config", {}).get(part, {}), **inks} for part in ("axis", "legend", "header")},
        "mark": {"aria": False},  # the chart as a whole has its alternative
    }
    return found


def show(page: Page, name: str, make: Callable[[], alt.LayerChart | alt.FacetChart], said: str) -> None:
    """Put the chart `name` on the page; `said` is its finding in words, for those who do not see it.

    What `make` draws may depend on the snapshot, the filters, language, unit and light or dark: nothing else.
    """
    key = repr((str(page.database), page.filters, page.lang, page.unit, name))
    st.vega_lite_chart(spec=_specification(key, palette.ink(), make), alt=said, key=name)
