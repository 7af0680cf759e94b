"""The grant rules: what passes, what does not, what could not be checked, and what a request could get."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.rules import checks as rule_checks
from smart_tokyo.view.pages.rules import outcomes, what_if
from smart_tokyo.view.parts import phrases

page = shell("rules")
projects = page.figure("project_list")

if projects.empty:
    phrases.nothing_selected(page)
else:
    summary = page.figure("rule_summary")
    checks = rule_checks.explained(page, projects)
    st.markdown(outcomes.finding(page, summary, checks["_why"].value_counts().to_dict()))
    if remark := outcomes.remark(page, summary):
        st.info(remark, icon=":material/info:")
    outcomes.numbers(page, summary)
    outcomes.counts(page, summary)
    rule_checks.checks(page, checks, projects)
outcomes.wordings(page)
what_if.show(page)

page.footer()
