"""What depends on the reader's light or dark page and Streamlit does not set by itself."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import palette


def ink() -> str:
    """The colour of words that a chart writes on the page."""
    return palette.INK["dark" if st.context.theme.type == "dark" else "light"]
