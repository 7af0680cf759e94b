"""What of the plan was changed: how many due dates, decided amounts and targets, and for which reasons."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from smart_tokyo.figures import Row, plan
from smart_tokyo.kinds import DASH
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import worded


def show(page: Page) -> None:
    """The changes in sentences, days and yen by reason as bars, all in a table; nothing where nothing was changed."""
    summary = page.one("plan_summary")
    said = plan.finding(page, summary)
    if not said:
        return
    st.header(page.t(plan.TEXTS["title"]), anchor=False)
    st.markdown(said)
    rows = page.rows("plan_reasons")
    written: dict[str, Callable[[Any], str]] = {
        "date_difference": lambda days: phrases.counted(page.lang, "day", days),
        "amount_difference": page.money,
    }
    for cell, (column, say) in zip(st.columns(2, gap="large"), written.items(), strict=True):
        known = [row for row in rows if row[column] is not None]
        if known:
            with cell:
                _bars(page, column, known, say)
    none = dict.fromkeys(plan.BY_REASON, DASH)
    shown = (
        worded(page.called("plan_reasons", "reason"), partial(_reason, page), "text"),
        *columns.of(page, "plan_reasons", *plan.BY_REASON, absent=none),
    )
    sections.folded(page, "plan_reasons", rows, shown, page.t("Changes by reason"))
    of_reasons = (("plan_reasons", column) for column in plan.BY_REASON)
    lineage.line(page, *plan.numbers(summary), *of_reasons)


def _reason(page: Page, row: Row) -> str:
    return page.word("grant_changes", "reason", row["reason"])


def _bars(page: Page, column: str, rows: Sequence[Row], say: Callable[[Any], str]) -> None:
    title = page.t("{what} by reason", what=page.called("plan_reasons", column))
    st.markdown(f"**{title}**")
    labels = [_reason(page, row) for row in rows]
    values = [row[column] for row in rows]
    said = [("+" if value > 0 else "") + say(value) for value in values]
    light.bars(page, f"{column}_chart", labels, values, said, title, rows, "plan_reasons")
