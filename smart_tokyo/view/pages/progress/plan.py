"""What of the plan was changed: how many due dates, decided amounts and targets, and for which reasons."""

import streamlit as st

from smart_tokyo.figures import Row, plan, word
from smart_tokyo.kinds import DASH
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage, sections, values, worded


def show(page: Page) -> None:
    """The changes in sentences, days and yen by reason as bars, all in a table; nothing where nothing was changed."""
    summary, rows = page.one("plan_summary"), page.rows("plan_reasons")
    if not rows:
        return
    st.header(page.t(plan.TEXTS["title"]), anchor=False)
    st.markdown(plan.finding(page, summary))

    def reason(row: Row) -> str:
        return page.word("grant_changes", "reason", row["reason"])

    for cell, name in zip(st.columns(2, gap="large"), ("date_difference", "amount_difference"), strict=True):
        known = [row for row in rows if row[name] is not None]
        if known:
            numbers, declared = [row[name] for row in known], word("plan_reasons", name)
            said = [("+" if one > 0 else "") + values.alone(page, one, declared) for one in numbers]
            title = page.t("{what} by reason", what=page.called("plan_reasons", name))
            with cell:
                st.markdown(f"**{title}**")
                labels = [reason(row) for row in known]
                light.bars(page, f"{name}_chart", labels, numbers, said, title, known, "plan_reasons")
    shown = (
        worded(page.called("plan_reasons", "reason"), reason, "text"),
        *columns.of(page, "plan_reasons", *plan.BY_REASON, absent=dict.fromkeys(plan.BY_REASON, DASH)),
    )
    sections.folded(page, "plan_reasons", rows, shown, page.t("Changes by reason"))
    lineage.line(page, *plan.numbers(summary), *(("plan_reasons", name) for name in plan.BY_REASON))
