"""The reports: what the filters show as a PDF, a workbook or slides, with a preview."""

from __future__ import annotations

from smart_tokyo.view import frame, marks, report_files

page = frame.shell("reports")
kind = report_files.chosen(page)

if not page.one("programme_totals")["projects"] and not report_files.single(kind):
    marks.nothing_selected(page)
else:
    filters = report_files.filters(page, kind)
    if filters is not None:
        report_files.downloads(page, kind, filters)
        report_files.preview(page, kind, filters)

page.footer()
