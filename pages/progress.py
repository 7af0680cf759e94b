"""The progress: milestones, KPIs and reported status, who takes part, and the support given."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import frame, marks, progress, progress_kpis, progress_status

page = frame.shell("progress")
projects = int(page.figure("programme_totals").iloc[0]["projects"])

if not projects:
    marks.nothing_selected(page)
else:
    milestones, kpis, rag = page.figure("milestone_list"), page.figure("kpi_list"), page.figure("rag_counts")
    titles = progress.titles(page)
    st.markdown(progress.finding(page, milestones, kpis, rag))
    progress.milestones(page, milestones, titles)
    progress_kpis.show(page, kpis, titles)
    progress_status.status(page, rag, titles)
    progress_status.consortia(page, projects)
    progress_status.support(page)

page.footer()
