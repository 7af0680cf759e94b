"""The projects: the list, or with `?project=` one project from its summary to its sources."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import evidence, frame, marks, one_project, project_list, project_results, project_sheet

page = frame.shell("projects", one_project.title)
asked_for = st.query_params.get("project", "").strip()

if asked_for:
    project = one_project.find(page, asked_for)
    if project is None:
        page.back()
        one_project.unknown(page, asked_for)
    else:
        page = one_project.alone(page, asked_for)
        project_sheet.heading(page, project)
        project_sheet.numbers(page, project)
        project_sheet.consortium(page, project)
        project_sheet.milestones(page, project)
        project_sheet.money(page, project)
        project_results.kpis(page, project)
        project_results.reports(page, project)
        project_results.sources(page, project)
        page.back()
else:
    totals = page.one("programme_totals")
    if not totals["projects"]:
        marks.nothing_selected(page)
    else:
        statuses, progress = page.figure("status_counts"), page.one("milestone_counts")
        st.markdown(project_list.finding(page, totals, statuses, progress))
        evidence.links(page, "programme_totals", "projects", "areas")
        project_list.show(page, page.figure("project_list"))

page.footer()
