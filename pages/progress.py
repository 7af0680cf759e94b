"""The progress: milestones, KPIs and reported status, who takes part, and the support given."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, marks, progress, progress_kpis, progress_status

page = frame.shell("progress")
projects = page.one("programme_totals")["projects"]

if not projects:
    marks.nothing_selected(page)
else:
    milestones, kpis = page.one("milestone_counts"), page.one("kpi_counts")
    rag = page.figure("rag_counts")
    st.markdown(progress.finding(page, milestones, kpis, rag))
    progress.milestones(page, milestones)
    progress_kpis.show(page, kpis)
    progress_status.status(page, rag)
    progress_status.consortia(page, projects)
    progress_status.support(page)

page.footer()
