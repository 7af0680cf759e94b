"""The credit that the outlines of the municipalities require wherever they are shown (see NOTICE)."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame import Page
from smart_tokyo.words import N_

BOUNDARIES = N_("Source: Japan Meteorological Agency website, edited.")


def boundaries(page: Page) -> None:
    """The credit in words, as plain text: it names an address but is no link."""
    st.text(page.t(BOUNDARIES))
