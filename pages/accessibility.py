"""Accessibility: how far the pages meet WCAG 2.2 and JIS X 8341-3, criterion by criterion, and what is not met."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import accessibility

page = shell("accessibility")
found = accessibility.declared()

accessibility.finding(page, found)
accessibility.policy(page)
accessibility.tests(page, found)
accessibility.not_met(page, found)
accessibility.criteria(page, found)
accessibility.exceptions(page, found)
accessibility.telling(page)
page.footer()
