"""The review board: what needs a look and what changed; with `?project=` one project on a page for the meeting."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.review import board, changes, sheet
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import one_project, status

page = shell("review", one_project.title)
asked_for = st.query_params.get("project", "").strip()

if asked_for:
    project = one_project.find(page, asked_for)
    if project is None:
        page.back()
        one_project.unknown(page, asked_for)
    else:
        page = one_project.alone(page, asked_for)
        sheet.show(page, project)
else:
    projects = page.one("programme_totals")["projects"]
    if not projects:
        phrases.nothing_selected(page)
    else:
        attention = page.figure("review_attention")
        st.markdown(status.attention(page, attention, projects))
        board.work_list(page, attention)
        lineage.links(page, "review_attention", "days")
        changes.show(page)

page.footer()
