"""The grant rules: what passes, what does not, what could not be checked, and what a request could get."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, marks, rule_checks, rules, what_if

page = frame.shell("rules")
projects = page.figure("project_list")

if projects.empty:
    marks.nothing_selected(page)
else:
    summary = page.figure("rule_summary")
    checks = rule_checks.explained(page, projects)
    st.markdown(rules.finding(page, summary, rule_checks.reason_counts(checks)))
    for remark in rules.remarks(page, summary):
        st.info(remark, icon=":material/info:")
    rules.numbers(page, summary)
    rules.counts(page, summary)
    rule_checks.checks(page, checks, projects)
rules.wordings(page)
what_if.show(page)

page.footer()
