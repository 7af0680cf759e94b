"""The choices above the maps."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.subjects.places import SHADES


def controls(page: Page) -> tuple[str, str | None]:
    """The choices above the maps: shading, area, municipality. Returns the shading and the municipality."""
    shade = choices.asked(page, "shade", page.t("shading"), tuple(SHADES), "projects") or "projects"
    columns = st.columns([4, 3, 3], vertical_alignment="bottom")
    with columns[0]:
        st.markdown(page.t("Shade the municipalities by"))
        url.switch(page.t("Shade the municipalities by"), "shade", page.each(SHADES), shade)
    every, area = page.t(choices.ALL), page.filters.area_id
    with columns[1]:
        url.choice(page.t("Area"), "area", page.all_names("area"), area, none=every, key="map_area")
    words, label = page.all_names("municipality"), page.t("Municipality")
    place = choices.choose(page, "municipality", page.t("municipality"), label, words, into=columns[2])
    return shade, place
