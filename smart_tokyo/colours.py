"""Colours that pages and reports have in common, one for each meaning.

Chosen to be at least 3:1 against white and against the dark page, and told apart by readers who do not see
red, green or blue as others do; tests/view/test_palette.py measures both.
"""

from __future__ import annotations

STAGE: dict[str, str] = {  # money moves from light to full: asked for → decided → fixed → paid
    "eligible_expense_yen": "#646D7B",
    "requested_yen": "#5B91E8",
    "decided_yen": "#3156F6",
    "settled_yen": "#109E93",
    "paid_yen": "#0F753B",
    "limit_yen": "#111214",  # a line over the bars; on the dark page it has that page's ink
}
ACCENT = "#4A6DA7"  # a number of things that has no meaning of its own
