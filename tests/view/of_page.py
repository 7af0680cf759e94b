"""A page made by hand, for tests of the pieces without Streamlit's server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smart_tokyo.figures import Filters
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.page import Page
from smart_tokyo.words import Lang

NAMES = {
    "programme": {"PG": {"name_ja": "制度", "name_en": "Programme one"}},
    "area": {"A": {"name_ja": "墨田区", "name_en": "Sumida"}},
    "theme": {"T": {"name_ja": "観光", "name_en": "Tourism"}},
}


def page(lang: Lang = "en", unit: str = "million", filters: Filters | None = None) -> Page:
    snapshot: dict[str, Any] = {"snapshot_id": "2026-11-01-000000000000", "as_of": dt.date(2026, 11, 1)}
    return Page(
        info=PAGES["projects"],
        database=Path("none.duckdb"),
        lang=lang,
        unit=unit,
        filters=filters or Filters(),
        snapshot=snapshot,
        names=NAMES,
    )


def rows_of(**columns: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows by column from columns of equal length."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def grants(**columns: list[Any]) -> list[dict[str, Any]]:
    """Grant rows with None where a column is not given."""
    length = len(next(iter(columns.values())))
    money = [
        "eligible_expense_yen",
        "requested_yen",
        "decided_yen",
        "settled_yen",
        "paid_yen",
        "cap_yen",
        "rate_limit_yen",
        "limit_yen",
        "headroom_yen",
        "rate_permille",
    ]
    default = {"project_id": [f"P-{n}" for n in range(length)], "fiscal_year": [2025] * length}
    return rows_of(**{**default, **{name: [None] * length for name in money}, **columns})


def project(**changes: Any) -> dict[str, Any]:
    """A row of project_list with some columns changed."""
    return {
        "project_id": "P-1",
        "title_ja": "歩く",
        "title_en": "Walk",
        "programme_id": "PG",
        "area_id": "A",
        "theme": "T",
        "status": "active",
        "start_fy": 2025,
        "end_fy": 2027,
        "confidence": "seen",
        "published": True,
        "decided_yen": None,
        "paid_yen": None,
        "limit_yen": None,
        "compared_limit_yen": None,
        "not_compared": 0,
        "milestones": 0,
        "milestones_done": 0,
        "milestones_overdue": 0,
        "rag_reported": None,
        "last_report_on": None,
        **changes,
    }
