"""Colours that pages and reports have in common, one for each meaning."""

from __future__ import annotations

STAGE: dict[str, str] = {  # money moves from light to full: asked for → decided → fixed → paid
    "eligible_expense_yen": "#8A93A3",
    "requested_yen": "#6C93F5",
    "decided_yen": "#3460E8",
    "settled_yen": "#1E8E7E",
    "paid_yen": "#0E6B50",
    "limit_yen": "#8A93A3",
}
ACCENT = "#2F5BEA"
