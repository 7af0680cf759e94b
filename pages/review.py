"""The review board: what needs a look and what changed; with `?project=` one project on a page for the meeting."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import attention as view_attention
from smart_tokyo.view import evidence, frame, marks, one_project, review, review_changes, review_sheet

page = frame.shell("review", one_project.title)
asked_for = st.query_params.get("project", "").strip()

if asked_for:
    project = one_project.find(page, asked_for)
    if project is None:
        page.back()
        one_project.unknown(page, asked_for)
    else:
        page = one_project.alone(page, asked_for)
        review_sheet.show(page, project)
else:
    projects = page.one("programme_totals")["projects"]
    if not projects:
        marks.nothing_selected(page)
    else:
        attention = page.figure("review_attention")
        st.markdown(view_attention.finding(page, attention, projects))
        review.work_list(page, attention)
        evidence.links(page, "review_attention", "days")
        review_changes.show(page)

page.footer()
