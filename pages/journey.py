"""The support journey: how far local issues get on the way to a paid grant, and where they wait."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.journey import funnel, issues
from smart_tokyo.view.parts import lineage
from smart_tokyo.view.subjects import journey

page = shell("journey")
steps = journey.steps(page)

if not steps["issues"].sum():
    page.nothing(page.t("No issue is in the data for this selection, so there is no journey to show yet."))
else:
    st.markdown(journey.finding(page, steps))
    lineage.link(page, "journey_steps", "issues", over=journey.lifted(page), step="paid")
    funnel.scope(page)
    funnel.funnel(page, steps)
    if page.audience == "internal":
        issues.parts(page)
        issues.closed(page)
        issues.issues(page)
funnel.events(page)

page.footer()
