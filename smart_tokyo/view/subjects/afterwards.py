"""What meetings decided about projects and whether it is done, and what became of projects after the grant."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from smart_tokyo import N_, formats
from smart_tokyo.figures import Row, ahead
from smart_tokyo.terms import ENDED
from smart_tokyo.view.frame import Page, choices, plain, whole
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import one_project

LAST_FIRST = "decided_on desc, list_position(['late', 'open', 'done'], state), due_on, action_id"


def said(page: Page, row: Row) -> str:
    """An action as safe Markdown: mark, state, what is to be done, when it was decided, by whom, until when or done."""
    days = {"decided_on": N_("decided {date}"), "due_on": N_("until {date}")}
    if row["state"] == "done":
        days = {"decided_on": days["decided_on"], "done_on": N_("done {date}")}
    dated = (
        page.t(text, date=page.date(row[on])) for on, text in days.items() if not formats.missing(row[on])
    )
    owner = "" if row["state"] == "done" else plain(row.get("owner") or "")
    late = page.t("{days} late", days=page.counted("day", row["days"])) if row["state"] == "late" else ""
    about = " ・ ".join(filter(None, (owner, *dated, late)))
    return f"{phrases.state(page, row['state'])} **{plain(page.pick(row, 'text'))}**{page.aside(about)}"


def _columns(page: Page, titles: Mapping[Any, Row] | None = None) -> list[Column]:
    """The columns of a table of actions; with `titles` (rows of project_list) their projects too."""

    def action(row: Row) -> str:
        project = (titles or {}).get(row["project_id"])
        under = f"  \n:small[{phrases.project_link(page, project)}]" if project else ""
        return f"{plain(page.pick(row, 'text'))}{under}"

    query = ahead.actions(page)
    state = worded(page.called(query, "state"), lambda row: phrases.state(page, row["state"]), "text")
    owner = ("owner",) if query == "meeting_actions" else ()
    dated = columns.of(page, query, *owner, "decided_on", "due_on", "done_on", "days")
    return [worded(page.t("Decided at the meeting"), action), state, *dated]


def decided(page: Page) -> None:
    """What meetings decided, that of the last one first, a page at a time."""
    st.header(page.t("What was decided"), anchor="actions")
    rows = page.listed("meeting_actions", LAST_FIRST)
    if not len(rows):
        page.nothing(page.t("No decision of a meeting is recorded for this selection."))
        return
    st.markdown(ahead.kept(page, rows.together(ahead.BY_STATE)))
    shown = choices.paged(page, rows, choices.SHORT, "actions_page")
    titles = one_project.by_id(page, {row["project_id"] for row in shown} - {None})
    alt = page.t("What meetings decided, that of the last one first")
    table(page, "actions", shown, _columns(page, titles), alt, every=rows.every)
    lineage.links(page, "meeting_actions", "days")


def measures(page: Page) -> None:
    """What was decided about one project, to which the page is narrowed."""
    rows = sorted(page.rows(ahead.actions(page)), key=lambda row: row["decided_on"], reverse=True)
    none = page.t("No measure is published for this project.")
    if sections.begin(page, page.t("Measures taken"), rows, none, "actions"):
        title = page.t("What was decided about the project, newest first")
        table(page, "actions", rows, _columns(page), title)


def known(page: Page, project: Row) -> bool:
    """Whether there is anything to say of a project after the grant."""
    return bool(page.rows("rows_follow_ups") or ahead.closing(page, project))


def follow_ups(page: Page, project: Row) -> None:
    """What became of one project: the line that closes it, and who runs it where, who pays, and how many use it."""
    rows = page.rows("rows_follow_ups")[::-1]
    closing = ahead.closing(page, project)
    if not known(page, project):
        return
    st.header(page.t("After the grant"), anchor="follow_ups")
    if page.pick(project, "closing"):
        st.markdown(f"**{plain(closing)}**")
    elif closing:
        page.nothing(closing)
    if not rows:
        page.nothing(page.t("Nobody has looked at it after the grant, as far as is published."))
        return

    alt = page.t("What was found after the grant, newest first")
    table(page, "follow_ups", rows, _found(page, "rows_follow_ups"), alt)
    one_project.made(page, "follow_up_list", project["project_id"], "users")


def _found(page: Page, query: str) -> list[Column]:
    """The columns of what was found after the grant, of a query that has them; the first is that of the day."""

    def text(name: str, row: Row) -> str:
        return plain(page.pick(row, name)) or page.unknown

    def state(row: Row) -> str:
        return page.word("follow_ups", "state", row["state"])

    parts = {name: page.called(query, f"{name}_ja") for name in ("run_by", "paid_by", "place")}
    return [
        *columns.of(page, query, "checked_on"),
        worded(page.called(query, "state"), state),
        *(worded(label, partial(text, name)) for name, label in parts.items()),
        *columns.of(page, query, "users"),
    ]


def came_of_it(page: Page) -> None:
    """Which projects go on after the grant, who runs and pays for them, and what is not known of ended ones."""
    every = page.listed("came_of_it")
    none = page.t("No project of this selection has ended or was looked at after the grant.")
    if not sections.begin(page, page.t("After the grant"), every, none, "afterwards"):
        return
    st.markdown(ahead.came_of_it(page, every.together(ahead.COUNTS)))

    def project(row: Row) -> str:
        closing = plain(page.pick(row, "closing"))
        return phrases.project_link(page, row) + (f"  \n:small[{closing}]" if closing else "")

    def checked(row: Row) -> str:
        year, months = page.fiscal_year(row["end_fy"]), row["months_after"]
        said = page.labelled(page.called("came_of_it", "end_fy"), year)
        if months is not None:
            said = page.t("{months} after the end of {year}", months=page.counted("month", months), year=year)
        return f"{whole(page.date(row['checked_on']))}  \n:small[{said}]"

    named = worded(page.t("Project"), project)
    looked = page.listed("came_of_it", "checked_on desc, project_id", state=ahead.FOUND)
    if len(looked):
        said = page.t("What was found after the grant")
        on = worded(page.called("came_of_it", "checked_on"), checked)
        shown = [named, on, *_found(page, "came_of_it")[1:]]
        sections.folded(page, "came_of_it", looked, shown, said, title=said, few=sections.FEW)
        lineage.links(page, "came_of_it", "users")
    status = worded(page.called("came_of_it", "status"), partial(phrases.badges, page))
    few = sections.FEW  # one list stands open: those of the other are often the same
    for name, (said, only) in ahead.LACKING.items():
        lacking = page.listed("came_of_it", "end_fy, project_id", only, status=ENDED)
        if len(lacking):
            shown = [named, status, *columns.of(page, "came_of_it", "end_fy")]
            title = page.t(said) + page.aside(formats.number(len(lacking)))
            sections.folded(page, name, lacking, shown, page.t(said), title=title, few=few)
            few = 0
