"""The choices above the maps."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.subjects.places import SHADES, municipalities


def controls(page: Page) -> tuple[str, str | None]:
    """The choices above the maps: shading, area, municipality. Returns the shading and the municipality."""
    shade = choices.asked(page, "shade", page.t("shading"), tuple(SHADES), "projects") or "projects"
    codes = municipalities(page)
    columns = st.columns([4, 3, 3], vertical_alignment="bottom")
    with columns[0]:
        st.markdown(page.t("Shade the municipalities by"))
        url.switch(
            page.t("Shade the municipalities by"),
            "shade",
            tuple(SHADES),
            shade,
            lambda key: page.t(SHADES[key]),
        )
    areas = [key for kind, key in page.names if kind == "area"]
    with columns[1]:
        url.choice(
            page.t("Area"),
            "area",
            [None, *areas],
            page.filters.area_id,
            lambda key: page.t("All") if key is None else page.name("area", key),
            key="map_area",
        )
    words = {code: page.name("municipality", code) for code in codes}
    label = page.t("Municipality")
    place = choices.choose(page, "municipality", page.t("municipality"), label, words, into=columns[2])
    return shade, place
