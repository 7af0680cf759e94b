"""The overview: the finding in words first, then the figure, then the way in."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.overview import finding, questions
from smart_tokyo.view.parts import phrases

page = shell("overview")
totals = page.one("programme_totals")

if not totals["projects"]:
    phrases.nothing_selected(page)
else:
    milestones = page.one("milestone_counts")
    finding.finding(page, totals, milestones)
    finding.totals_row(page, totals)

    left, right = st.columns(2, gap="large")
    with left:
        finding.areas(page, totals)
    with right:
        finding.money_by_year(page, totals)

    if not page.easy:  # the staff's questions; plain Japanese keeps to what everybody asks
        questions.show(page, totals)
        questions.at_a_glance(page, milestones)

    st.header(page.t("What is new"), anchor=False)
    finding.recent(page, page.rows("recent_facts"))

st.header(page.t("Look closer"), anchor=False)
questions.ways_in(page)
page.footer()
