"""About the programme: what it is, its rules, how support works, its history, and what the words mean."""

import streamlit as st

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import about
from smart_tokyo.view.parts import phrases, sections

page = shell("about")
rules = page.rows("programme_rules")
sources = page.rows("source_list")

about.intro(page, rules)
about.programmes(page, rules)
about.support(page, sources)
about.history(page, page.rows("timeline_entries"))
about.glossary(page)
sections.prose(page, about.TEXTS["unpublished"])
sections.prose(page, about.TEXTS["how"])
about.all_sources(page, sources)
phrases.boundary_credit(page)
st.text(page.t(phrases.POPULATION))
page.footer()
