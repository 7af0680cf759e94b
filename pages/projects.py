"""The projects: the list, or with `?project=` one project from its summary to its sources."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.projects import listing, sheet
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import one_project

page = shell("projects", one_project.title)
asked_for = st.query_params.get("project", "").strip()

if asked_for:
    project = one_project.find(page, asked_for)
    if project is None:
        page.back()
        one_project.unknown(page, asked_for)
    else:
        page = one_project.alone(page, asked_for)
        sheet.heading(page, project)
        sheet.numbers(page, project)
        sheet.consortium(page, project)
        sheet.milestones(page, project)
        sheet.money(page, project)
        sheet.kpis(page, project)
        sheet.reports(page)
        sheet.sources(page)
        page.back()
else:
    totals = page.one("programme_totals")
    if not totals["projects"]:
        phrases.nothing_selected(page)
    else:
        statuses, progress = page.figure("status_counts"), page.one("milestone_counts")
        st.markdown(listing.finding(page, totals, statuses, progress))
        lineage.links(page, "programme_totals", "projects", "areas")
        listing.show(page, page.figure("project_list"))

page.footer()
