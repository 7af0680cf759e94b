"""Reuse: which themes and technologies were tried where and with which result, and projects side by side."""

from __future__ import annotations

import streamlit as st

from smart_tokyo.view import evidence, frame, marks, reuse, reuse_compare

page = frame.shell("reuse")
themes = page.figure("reuse_themes")

if themes.empty:
    marks.nothing_selected(page)
else:
    technologies = page.figure("reuse_technologies")
    st.markdown(reuse.finding(page, themes, technologies))
    evidence.links(page, "reuse_themes", "projects", "completed", "kpis_with_target", "targets_reached")
    reuse_compare.show(page)
    reuse.models(page, page.figure("reuse_projects"))
    reuse.by_theme(page, themes)
    reuse.by_technology(page, technologies)

page.footer()
