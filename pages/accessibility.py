"""Accessibility: how far the pages meet WCAG 2.2 and JIS X 8341-3, criterion by criterion, and what is not met."""

from __future__ import annotations

from smart_tokyo.view import accessibility_page, frame

page = frame.shell("accessibility")
found = accessibility_page.results()

accessibility_page.finding(page, found)
accessibility_page.policy(page)
accessibility_page.tests(page, found)
accessibility_page.not_met(page, found)
accessibility_page.criteria(page, found)
accessibility_page.exceptions(page, found)
accessibility_page.telling(page)
page.footer()
