"""The overview: the finding in words first, then the figure, then the way in."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, marks, overview, overview_parts, overview_progress, overview_questions

page = frame.shell("overview")
totals = page.one("programme_totals")

if not totals["projects"]:
    marks.nothing_selected(page)
else:
    milestones = page.one("milestone_counts")
    overview_parts.finding(page, totals, milestones)
    overview.totals_row(page, totals)

    left, right = st.columns(2, gap="large")
    with left:
        overview_parts.areas(page, totals)
        marks.boundary_credit(page)
    with right:
        overview_parts.money(page, totals)

    if not page.easy:  # the staff's questions; plain Japanese keeps to what everybody asks
        overview_questions.show(page, totals)
        overview_progress.show(page, milestones)

    st.header(page.t("What is new"), anchor=False)
    overview.recent(page, page.figure("recent_facts"))

st.header(page.t("Look closer"), anchor=False)
overview.ways_in(page)
page.footer()
