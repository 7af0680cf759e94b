"""Accessibility: how far the pages meet WCAG 2.2 and JIS X 8341-3, criterion by criterion, and what is not met."""

from __future__ import annotations

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages.accessibility import results

page = shell("accessibility")
found = results.results()

results.finding(page, found)
results.policy(page)
results.tests(page, found)
results.not_met(page, found)
results.criteria(page, found)
results.exceptions(page, found)
results.telling(page)
page.footer()
