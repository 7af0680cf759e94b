"""The grant rules: what passes, what does not, what could not be checked, and what a request could get."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.rules import checks, outcomes, what_if
from smart_tokyo.view.parts import phrases

page = shell("rules")

if not page.one("programme_totals")["projects"]:
    phrases.nothing_selected(page)
else:
    summary = page.rows("rule_summary")
    why = {row["why"]: row["checks"] for row in page.rows("unassessed_counts")}
    st.markdown(outcomes.finding(page, summary, why))
    if remark := outcomes.remark(page, summary):
        st.info(remark, icon=":material/info:")
    outcomes.numbers(page, summary)
    outcomes.counts(page, summary)
    checks.checks(page)
outcomes.wordings(page)
what_if.show(page)

page.footer()
