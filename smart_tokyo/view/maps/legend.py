"""The legend of the maps: shades and points in words, with units."""

from __future__ import annotations

import base64

import pandas as pd
import streamlit as st

from smart_tokyo import formats, palette
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.maps.shading import Shade
from smart_tokyo.view.parts import phrases


def legend(page: Page, shade: str, classes: tuple[Shade, ...], areas: pd.DataFrame, *, unknown: bool) -> None:
    """What shades and points mean, in words, with units."""
    st.markdown(page.t("**Legend**"))
    lines = [_swatch(palette.SHADES[0]) + page.t("no project")]
    if unknown:
        lines.append(_swatch(palette.UNKNOWN) + page.t("projects, amount not published"))
    lines += [_swatch(one.colour) + range_words(page, shade, one) for one in classes]
    st.markdown("  \n".join(lines))
    programmes = list(dict.fromkeys(areas["programme_id"]))
    st.markdown(
        "  \n".join(_dot(palette.programme(key)) + plain(page.name("programme", key)) for key in programmes)
    )
    st.caption(
        page.t(
            "Points are areas, in the colour of their programme: full with projects, hollow without. "
            "Small dots are places inside a pilot district."
        )
    )


def range_words(page: Page, shade: str, one: Shade) -> str:
    """A class of the legend in words, with its unit: `1 project`, `2–4 projects`, `10.0 to under 20.0 million yen`."""
    if shade == "yen":
        return page.t("{low} to under {high}", low=page.amount(one.low), high=page.money(one.high + 1))
    high = phrases.counted(page.lang, "project", one.high)
    return high if one.low == one.high else page.t("{low} to {high}", low=formats.number(one.low), high=high)


def _swatch(colour: str) -> str:
    return _image(f'<rect x="1" y="1" width="18" height="12" fill="{colour}" stroke="{palette.LINE}"/>')


def _dot(colour: str) -> str:
    return _image(f'<circle cx="10" cy="7" r="6" fill="{colour}"/>')


def _image(shape: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="14">{shape}</svg>'
    return f"![](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}) "
