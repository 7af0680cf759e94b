"""One colour for each meaning, everywhere, and the letters of charts and maps.

A mark has the same colour on the light and the dark page: at least 3:1 against both. Marks that stand beside
each other are told apart by all readers, or by a gap and a shape. Measured in tests/test_palette.py.
"""

from typing import Literal

Theme = Literal["light", "dark"]

PROGRAMME: dict[str, str] = {
    "PG-SOL": "#4190FB",
    "PG-CHIIKI": "#118D83",
    "PG-PILOT-MODEL": "#BC6715",
    "PG-PILOT": "#784CC1",
}
OTHER_PROGRAMMES = ("#A8437A", "#5E7D1A", "#7A6A58", "#4C7FA8")  # for programmes a source brings itself

GOOD, CARE, BAD, NONE = "#04755E", "#BE8835", "#CA1511", "#888E9C"
STATE: dict[str, str] = {"done": GOOD, "planned": NONE, "overdue": BAD}
RAG: dict[str, str] = {"green": GOOD, "amber": CARE, "red": BAD}
RAG_MARK: dict[str, str] = {"green": "●", "amber": "▲", "red": "■"}  # shape beside colour and word
STATE_MARK: dict[str, str] = {"done": "✓", "planned": "○", "overdue": "!", "open": "○", "late": "!"}
OUTCOME: dict[str, str] = {"pass": GOOD, "warn": CARE, "fail": BAD, "not_assessed": NONE}
OUTCOME_MARK: dict[str, str] = {"pass": "✓", "warn": "▲", "fail": "✕", "not_assessed": "–"}
SEVERITY_MARK: dict[str, str] = {"error": "✕", "warning": "▲", "info": "●"}
SEVERITY: dict[str, tuple[str, str]] = {  # the cell that a finding is about: its ground and its words
    "error": ("#FBD9D9", "#7A0C0C"),
    "warning": ("#FCE8C5", "#5F3A00"),
    "info": ("#DCE6FD", "#0A2A8A"),
}
SHADES = ("#EEF2FC", "#C8D6FA", "#97B2F5", "#5F87EE", "#2F5BEA", "#0A2FB5")  # none, then low to high
LINE = "#7B8698"  # axes; outlines of municipalities, which keep the light shades apart
UNKNOWN = "#D8CFBF"  # a municipality with projects whose amounts are not published
NEIGHBOUR = "#F4F5F7"  # a municipality that a picture cuts and another shows whole
POINT = "#1F2A44"  # an area on a map, ringed in white; the letters of a map
CHOSEN = "#E06C00"  # the outline of what a reader chose on a map
WHITE = "#FFFFFF"
LABEL_ALPHA = 225  # of 255: how much the ground of a word on a map covers
PLAN = NONE  # baseline, target and planned course of a KPI; the line of the as-of date
INK: dict[Theme, str] = {"light": "#111214", "dark": "#F2F4F8"}  # the theme's text, for words inside a chart
# the page; more of it in .streamlit/config.toml
PAPER: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#14161C"}
LINK: dict[Theme, str] = {"light": "#000D7A", "dark": "#C5D4FC"}  # the theme's links, for those in a table
GRID: dict[Theme, str] = {"light": "#E1E6EF", "dark": "#2E3442"}  # quiet: nothing is read from it alone
QUIET = "#5A6272"  # on paper: what is read second
RULE = "#C9CED8"  # on paper: the line under a row
HEAD = SHADES[0]  # on paper: the ground of a table's head
ALARM = "#8A4B00"  # on paper: that the data is invented
FONT = (  # as in .streamlit/config.toml
    "'BIZ UDPGothic', 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif"
)

STAGE: dict[str, str] = {  # money moves from light to full: asked for → decided → fixed → paid
    "budget_yen": "#7A6A58",
    "eligible_expense_yen": "#646D7B",
    "requested_yen": "#5B91E8",
    "decided_yen": "#3156F6",
    "settled_yen": "#109E93",
    "paid_yen": "#0F753B",
    "limit_yen": "#111214",  # a line over the bars; on the dark page it has that page's ink
}
ACCENT = "#4A6DA7"  # a number of things that has no meaning of its own


def programme(programme_id: str) -> str:
    """The colour of a programme; one of the spare colours, always the same, for an id of a source's own."""
    spare = OTHER_PROGRAMMES[sum(map(ord, programme_id)) % len(OTHER_PROGRAMMES)]
    return PROGRAMME.get(programme_id, spare)
