"""The open issues, oldest first; and one of them: what it has seen so far, who may help, and what may serve as a model.

Names of those who may be asked are for whoever runs the matching: the files of this page take an editor.
"""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import N_
from smart_tokyo.figures import Row, partners
from smart_tokyo.roles import EDITOR
from smart_tokyo.view.frame import Page, access, choices, linked, plain, url, whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects.one_project import LIFTED

NARROWS = N_("The theme alone narrows this page: an open issue has no project yet.")
MOST = 50  # of each table of an issue


def _asked(page: Page) -> Row | None:
    key = url.asked().values.get("issue", "")
    listed = page.under(**LIFTED).listed("issue_journey", only=partners.OPEN, issue_id=key)
    return next(iter(listed.some(1)), None)


def title(page: Page) -> str | None:
    """The title of the open issue that the address asks for, as the heading of its page; None for the list."""
    issue = _asked(page)
    return None if issue is None else page.title(issue)


def show(page: Page) -> None:
    """The issue that the address asks for, or all that are open."""
    asked, issue = url.asked().values.get("issue"), _asked(page)
    if issue:
        _sheet(page.under(**LIFTED), issue)
    if asked:
        page.back()
        if not issue:
            page.nothing(page.t("There is no open issue “{id}” in this data.", id=plain(asked[:60])))
    else:
        _list(page.under(**{**LIFTED, "theme": page.filters.theme}))
    if access.may(EDITOR):
        page.link("reports", page.t("A list to take along"), icon=":material/description:", report="partners")
    else:
        page.offers.clear()
        st.caption(access.needs(page.lang, EDITOR))


def _list(page: Page) -> None:
    """A page of the open issues, each name the way to its own."""
    st.caption(page.t(NARROWS))

    def named(row: Row) -> str:
        return f"[{plain(page.title(row))}](partners?{urlencode(url.followed(issue=row['issue_id']))})"

    shown = (
        worded(page.t("Issue"), named),
        columns.names(page, "municipality"),
        columns.names(page, "theme", "theme"),
        *columns.of(page, "issue_journey", "issue_on"),
        worded(page.t("Open for"), lambda row: whole(partners.open_for(page, row))),
        *columns.of(page, "issue_journey", "initial_hearing_on", "matches", "open_matches"),
    )
    rows = page.listed("issue_journey", partners.OLDEST, partners.OPEN)
    sections.paged(page, "issues", rows, shown, page.t("The open issues, oldest first"), choices.SHORT)
    lineage.links(page, "issue_journey", "matches", "open_matches")


def _sheet(page: Page, issue: Row) -> None:
    """One issue, from whose it is to what may serve as a model."""

    def document(row: Row) -> str:
        return linked(plain(page.pick(row, "title")), row["url"]) + page.aside(
            plain(partners.about(page, row))
        )

    name, project = partial(phrases.named, page), partial(phrases.project_link, page)
    say = partners.Say(plain, name, project, document, "  \n")
    st.markdown(partners.facts(page, say, issue))
    st.caption(page.t(partners.ORDER))
    for part, heading, rows, said in partners.told(page, say, issue, MOST):
        if sections.begin(page, heading, rows, page.t(partners.NONE)):
            table(page, part, rows, [worded(head, of) for head, _, of in said], heading)
            if len(rows) == MOST:
                st.caption(page.t("At most {n} are shown.", n=MOST))
