"""The progress of the consortia: reported and evidence status, milestones, KPIs, what came of it, who takes
part, the support given."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.progress import milestones, status
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import afterwards

page = shell("progress")
projects = page.one("programme_totals")["projects"]

if not projects:
    phrases.nothing_selected(page)
else:
    of_milestones, of_kpis = page.one("milestone_counts"), page.one("kpi_counts")
    agreement = page.rows("rag_agreement")
    st.markdown(milestones.finding(page, of_milestones, of_kpis, agreement))
    lineage.links(page, "milestone_counts", "milestones", "done", "overdue")
    status.status(page, agreement)
    milestones.milestones(page, of_milestones)
    milestones.kpis(page, of_kpis)
    milestones.plan_and_now(page)
    afterwards.came_of_it(page)
    status.consortia(page, projects)
    status.support(page)

page.footer()
