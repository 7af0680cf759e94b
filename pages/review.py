"""The review board: what needs a look and what changed; with `?project=` one project on a page for the meeting."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import evidence, frame, marks, project_sheet, review, review_changes, review_sheet

page = frame.shell("review", project_sheet.title)
asked_for = st.query_params.get("project", "").strip()

if asked_for:
    project = project_sheet.find(page, asked_for)
    if project is None:
        page.back()
        project_sheet.unknown(page, asked_for)
    else:
        page = project_sheet.alone(page, asked_for)
        review_sheet.show(page, project)
else:
    projects = page.one("programme_totals")["projects"]
    if not projects:
        marks.nothing_selected(page)
    else:
        attention = page.figure("review_attention")
        st.markdown(review.finding(page, attention, projects))
        review.work_list(page, attention)
        evidence.links(page, "review_attention", "days")
        review_changes.show(page)

page.footer()
