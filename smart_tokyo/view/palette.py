"""One colour for each meaning, everywhere, and the letters of charts and maps.

All colours are at least 3:1 against white and against the dark page, inks at least 4.5:1.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

Theme = Literal["light", "dark"]

PROGRAMME: dict[str, str] = {
    "PG-SOL": "#2F5BEA",
    "PG-CHIIKI": "#008299",
    "PG-PILOT-MODEL": "#B5530A",
    "PG-PILOT": "#8A63D2",
}
OTHER_PROGRAMMES = ("#A8437A", "#5E7D1A", "#7A6A58", "#4C7FA8")  # for programmes a source brings itself

STAGE: dict[str, str] = {  # money moves from light to full: asked for → decided → fixed → paid
    "eligible_expense_yen": "#8A93A3",
    "requested_yen": "#6C93F5",
    "decided_yen": "#3460E8",
    "settled_yen": "#1E8E7E",
    "paid_yen": "#0E6B50",
    "limit_yen": "#8A93A3",
}
STATE: dict[str, str] = {"done": "#1B8152", "planned": "#7C8798", "overdue": "#D42A2A"}
RAG: dict[str, str] = {"green": "#1B8152", "amber": "#B26A00", "red": "#D42A2A"}
RAG_MARK: dict[str, str] = {"green": "●", "amber": "▲", "red": "■"}  # shape beside colour and word
STATE_MARK: dict[str, str] = {"done": "✓", "planned": "○", "overdue": "!"}
OUTCOME: dict[str, str] = {
    "pass": "#1B8152",
    "warn": "#B26A00",
    "fail": "#D42A2A",
    "not_assessed": "#7C8798",
}
OUTCOME_MARK: dict[str, str] = {"pass": "✓", "warn": "▲", "fail": "✕", "not_assessed": "–"}
SEVERITY_MARK: dict[str, str] = {"error": "✕", "warning": "▲", "info": "●"}
SEVERITY: dict[str, tuple[str, str]] = {  # the cell that a finding is about: its ground and its words
    "error": ("#FBD9D9", "#7A0C0C"),
    "warning": ("#FCE8C5", "#5F3A00"),
    "info": ("#DCE6FD", "#0A2A8A"),
}
KIND: dict[str, str] = {
    "local_government": "#2F5BEA",
    "university": "#8A63D2",
    "company": "#008299",
    "other": "#7C8798",
}
SHADES = ("#EEF2FC", "#C8D6FA", "#97B2F5", "#5F87EE", "#2F5BEA", "#0A2FB5")  # none, then low to high
LAND_LINE = "#8E99AB"
UNKNOWN = "#D5D8DE"  # a municipality with projects whose amounts are not published
NEIGHBOUR = "#F4F5F7"  # a municipality that a picture cuts and another shows whole
POINT = "#1F2A44"  # an area on a map, ringed in white
CHOSEN = "#E06C00"  # the outline of what a reader chose on a map
INK: dict[Theme, str] = {"light": "#1A1A1C", "dark": "#F2F4F8"}  # the theme's text, for words inside a chart
PAPER: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#14161C"}  # the page itself
FONT = (  # as in .streamlit/config.toml
    "'BIZ UDPGothic', 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif"
)


def programme(programme_id: str) -> str:
    """The colour of a programme; one of the spare colours, always the same, for an id of a source's own."""
    if programme_id in PROGRAMME:
        return PROGRAMME[programme_id]
    return OTHER_PROGRAMMES[sum(map(ord, programme_id)) % len(OTHER_PROGRAMMES)]


def theme() -> Theme:
    """Whether the reader sees the light or the dark page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def ink() -> str:
    """The colour of words that a chart writes on the page."""
    return INK[theme()]
