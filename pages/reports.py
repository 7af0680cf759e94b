"""The reports: what the filters show as a PDF, a workbook or slides, with a preview."""

from smart_tokyo.view.frame.shell import shell
from smart_tokyo.view.pages import reports

page = shell("reports")
kind = reports.chosen(page)
filters = reports.filters(page, kind)

if filters is not None:
    reports.downloads(page, kind, filters)
    reports.preview(page, kind, filters)

page.footer()
