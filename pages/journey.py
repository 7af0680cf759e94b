"""The support journey: how far local issues get on the way to a paid grant, and where they wait."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import evidence, frame, journey, journey_issues, journey_words

page = frame.shell("journey")
steps = journey_words.steps(page)

if not steps["issues"].sum():
    page.nothing(page.t("No issue is in the data for this selection, so there is no journey to show yet."))
else:
    st.markdown(journey_words.finding(page, steps))
    evidence.link(page, "journey_steps", "issues", over=journey_words.lifted(page), step="paid")
    journey.scope(page)
    journey.funnel(page, steps)
    if page.audience == "internal":
        journey_issues.parts(page)
        journey_issues.closed(page)
        journey_issues.issues(page)
journey.events(page)

page.footer()
