"""The list for a matching event: the open issues, oldest first, each on a page with whom and what there is to ask."""

from dataclasses import replace
from functools import partial

from smart_tokyo import N_
from smart_tokyo.figures import Filters, Part, Reading, partners
from smart_tokyo.outputs.documents.document import Column, Document, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row

MOST = 100  # issues; a theme narrows them
ROWS, ON_PAPER = 100, 6  # of each table of an issue
SAYS = N_("Open issues: {n}. {shown} are in this list, oldest first.")


def report(r: Reading) -> Document:
    """The open issues of a theme, or of all. Internal: raises duckdb.CatalogException in public."""
    r = replace(r, filters=Filters(theme=r.filters.theme))
    issues = r.part("issue_journey", Part((), partners.OPEN, partners.OLDEST))
    shown = issues[:MOST]
    title = r.t("Open issues")
    of_all = (
        (Column(r.t("Issue"), width=4), r.title),
        (Column(r.t("Municipality"), width=2), lambda row: r.name("municipality", row["municipality_code"])),
        (Column(r.t("Theme"), width=2), lambda row: r.name("theme", row["theme"])),
        (Column(r.named("raised_on"), "date", 2), lambda row: row["issue_on"]),
        (Column(r.t("Open for")), partial(partners.open_for, r)),
    )
    first = Section(title, (r.t("No issue is open."),))
    if issues:
        said = (r.t(SAYS, n=len(issues), shown=len(shown)), r.t(partners.ORDER))
        first = Section(title, said, tables=(common.table(title, shown, *of_all),))
    sections = (first, *(_issue(r, issue) for issue in shown))
    return common.document(r, r.t("Find partners"), sections, (common.filters(r),), ("candidate", "model"))


def _issue(r: Reading, issue: Row) -> Section:
    def document(row: Row) -> str:
        return f"{r.pick(row, 'title')}{r.aside(partners.about(r, row))} {r.line(row['url'])}"

    say = partners.Say(str, r.name, r.title, document, "\n")
    tables, missing = [], []
    for _, title, rows, columns in partners.told(r, say, issue, ROWS):
        shown = ((Column(head, width=width), of) for head, width, of in columns)
        if rows:
            tables.append(replace(common.table(title, rows, *shown), most=ON_PAPER))
        else:
            missing.append(r.labelled(title, r.t(partners.NONE)))
    said = (partners.facts(r, say, issue), *missing)
    return Section(r.title(issue), said, tables=tuple(tables), of=r.t("Issue"))
