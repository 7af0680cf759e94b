"""The projects: the list, or with `?project=` one project from its summary to its sources."""

from functools import partial

import streamlit as st

from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.projects import chain, listing, sheet
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import afterwards, one_project, versions

page = shell("projects", one_project.title)

if url.asked().values.get("project"):
    if project := one_project.asked(page):
        page = one_project.alone(page, project["project_id"])
        sheet.heading(page, project)
        chain.show(page, project)
        sheet.consortium(page, project)
        sheet.milestones(page, project)
        sheet.money(page, project)
        sheet.kpis(page, project)
        afterwards.follow_ups(page, project)
        sheet.reports(page)
        afterwards.measures(page)
        sheet.documents(page)
        sheet.sources(page)
        about = partial(versions.of_project, project["project_id"])
        versions.foot(page, "project_versions", about)
        phrases.calendar(page, project_id=project["project_id"])
        versions.tell_us(page, page.pick(project, "title"))
        page.back()
else:
    totals = page.one("programme_totals")
    if not totals["projects"]:
        phrases.nothing_selected(page)
    else:
        statuses, progress = page.rows("status_counts"), page.one("milestone_counts")
        st.markdown(listing.finding(page, totals, statuses, progress))
        lineage.links(page, "programme_totals", "projects", "areas")
        versions.why(page, "projects")
        listing.show(page, totals["projects"])

page.footer()
