"""Reuse: which themes and technologies were tried where and with which result, and projects side by side."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.reuse import compare, models
from smart_tokyo.view.parts import lineage, phrases

page = shell("reuse")
themes = page.rows("reuse_themes")

if not themes:
    phrases.nothing_selected(page)
else:
    technologies = page.rows("reuse_technologies")
    st.markdown(models.finding(page, themes, technologies))
    lineage.links(page, "reuse_themes", "projects", "completed", "kpis_with_target", "targets_reached")
    compare.show(page)
    models.models(page, technologies)
    models.looking(page)
    models.by_theme(page, themes)
    models.by_technology(page)

page.footer()
