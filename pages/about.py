"""About the programme: what it is, its rules, how support works, its history, and what the words mean."""

from __future__ import annotations

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.about import sections, texts
from smart_tokyo.view.parts import phrases
from smart_tokyo.words import N_

page = shell("about")
rules = page.figure("programme_rules")
sources = page.figure("source_list")

sections.intro(page, rules)
sections.programmes(page, rules)
sections.support(page, sources)
sections.history(page, page.figure("timeline_entries"))
sections.glossary(page)
sections.listed(page, N_("What is not published about the real projects"), texts.UNPUBLISHED)
sections.listed(page, N_("How the figures are made"), texts.HOW)
sections.all_sources(page, sources)
phrases.all_credits(page)
page.footer()
