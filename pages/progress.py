"""The progress of the consortia: reported and evidence status, milestones, KPIs, who takes part, the support given."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import evidence, frame, marks, progress, progress_kpis, progress_people, progress_status

page = frame.shell("progress")
projects = page.one("programme_totals")["projects"]

if not projects:
    marks.nothing_selected(page)
else:
    milestones, kpis = page.one("milestone_counts"), page.one("kpi_counts")
    agreement = page.figure("rag_agreement")
    st.markdown(progress.finding(page, milestones, kpis, agreement))
    evidence.links(page, "milestone_counts", "milestones", "done", "overdue")
    progress_status.status(page, agreement)
    progress.milestones(page, milestones)
    progress_kpis.show(page, kpis)
    progress_people.consortia(page, projects)
    progress_people.support(page)

page.footer()
