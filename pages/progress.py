"""The progress of the consortia: reported and evidence status, milestones, KPIs, who takes part, the support given."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.progress import kpis as progress_kpis
from smart_tokyo.view.pages.progress import milestones as progress_milestones
from smart_tokyo.view.pages.progress import people, status
from smart_tokyo.view.parts import lineage, phrases

page = shell("progress")
projects = page.one("programme_totals")["projects"]

if not projects:
    phrases.nothing_selected(page)
else:
    milestones, kpis = page.one("milestone_counts"), page.one("kpi_counts")
    agreement = page.figure("rag_agreement")
    st.markdown(progress_milestones.finding(page, milestones, kpis, agreement))
    lineage.links(page, "milestone_counts", "milestones", "done", "overdue")
    status.status(page, agreement)
    progress_milestones.milestones(page, milestones)
    progress_kpis.show(page, kpis)
    people.consortia(page, projects)
    people.support(page)

page.footer()
