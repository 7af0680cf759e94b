"""The reports: what the filters show as a PDF, a workbook or slides, with a preview."""

from __future__ import annotations

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import reports
from smart_tokyo.view.parts import phrases

page = shell("reports")
kind = reports.chosen(page)

if not page.one("programme_totals")["projects"] and not reports.single(kind):
    phrases.nothing_selected(page)
else:
    filters = reports.filters(page, kind)
    if filters is not None:
        reports.downloads(page, kind, filters)
        reports.preview(page, kind, filters)

page.footer()
