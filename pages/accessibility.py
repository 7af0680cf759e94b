"""Accessibility: how far the pages meet WCAG 2.2 and JIS X 8341-3, criterion by criterion, and what is not met."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import accessibility
from smart_tokyo.view.parts import sections

page = shell("accessibility")
found = accessibility.declared()

accessibility.finding(page, found)
sections.prose(page, accessibility.TEXTS["policy"])
accessibility.tests(page, found)
accessibility.not_met(page, found)
accessibility.criteria(page, found)
accessibility.exceptions(page, found)
accessibility.telling(page)
page.footer()
