"""The support journey: how far local issues get on the way to a paid grant, and where they wait."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import journey
from smart_tokyo.view.parts import lineage
from smart_tokyo.view.subjects.journey import finding, lifted, steps

page = shell("journey")
rows = steps(page)

if not any(row["issues"] for row in rows):
    page.nothing(page.t("No issue is in the data for this selection, so there is no journey to show yet."))
else:
    st.markdown(finding(page, rows))
    lineage.link(page, "journey_steps", "issues", over=lifted(page), step="paid")
    journey.scope(page)
    journey.funnel(page, rows)
    if page.is_internal:
        journey.parts(page)
        journey.closed(page)
        journey.issues(page)
journey.events(page)

page.footer()
