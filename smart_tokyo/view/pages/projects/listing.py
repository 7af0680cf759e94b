"""The list of projects: searched, ordered and paged; each row leads to its project."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import N_, formats, schema
from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Listed, Page, choices, commas, plain, url, whole
from smart_tokyo.view.parts import columns, files, lineage, phrases, table, worded
from smart_tokyo.view.subjects import one_project
from smart_tokyo.view.subjects.money import like_with_like, of_project

CARDS = 15
SORTS = {  # order of the list: its name, and by what; equal ones stand by id
    "newest": (N_("Newest first"), "start_fy desc nulls last"),
    "title": (N_("By title"), "place_by_title(listed.project_id, '{lang}')"),
    "decided": (N_("Largest decided amount first"), "decided_yen desc nulls last"),
    "overdue": (N_("Most overdue milestones first"), "milestones_overdue desc"),
    "report": (N_("Oldest report first"), "last_report_on nulls first"),
}
VIEWS = {"list": N_("List"), "table": N_("Table")}
LISTED = N_("Projects with their money and progress; each title leads to its project")


def finding(page: Page, totals: Row, statuses: Iterable[Row], progress: Row) -> str:
    """The list in a sentence: programme_totals, status_counts and milestone_counts say how many, where and how far."""
    states = [f"{word} {n:,}" for word, n in page.by_word("projects", "status", statuses)]
    text = page.t(
        "**{projects} in {areas}**: {states}.",
        projects=page.counted("project", totals["projects"]),
        areas=page.counted("area", totals["areas"]),
        states=commas(states, page.lang),
    )
    late = ""
    if progress["milestones"] and progress["projects_overdue"]:
        ratio = page.ratio(progress["projects_overdue"], progress["projects"])
        late = page.t("Of those with milestones, {late} have an overdue one.", late=ratio)
    elif progress["milestones"]:
        late = page.t("No milestone is overdue.")
    return page.sentences(text, late)


def searched(page: Page, query: str, status: str | None, sort: str) -> Listed:
    """The projects with this status whose texts hold every word of the query, in one of SORTS."""
    where: dict[str, Any] = {"status": status} if status else {}
    if query:
        where["project_id"] = one_project.saying(query)
    order = SORTS[sort][1].format(lang=page.lang)
    return page.listed("project_list", f"{order}, project_id", **where)


def milestones(page: Page, row: Row) -> str:
    """Milestones done of all, and how many are overdue."""
    if formats.missing(row["milestones"]) or not row["milestones"]:
        return page.t("Milestones: none in the data")
    text = page.t("Milestones: {ratio} done", ratio=page.ratio(row["milestones_done"], row["milestones"]))
    if not formats.missing(row["milestones_overdue"]) and row["milestones_overdue"]:
        text += page.t(" (! {n} overdue)", n=int(row["milestones_overdue"]))
    return text


def _card(page: Page, row: Row) -> None:
    if formats.missing(row["rag_reported"]):
        report = page.labelled(page.t("Status report"), page.no_report(row["programme_id"]))
    else:
        report = phrases.rag(page, row["rag_reported"]) + page.aside(page.date(row["last_report_on"]))
    below = one_project.where(page, row), f"{plain(page.period(row))} ・ {plain(row['project_id'])}"
    title, lines = plain(page.pick(row, "title")), [of_project(page, row), milestones(page, row), report]
    one_project.card(page, row, title, below, lines)


def _table(page: Page, rows: Listed) -> None:
    def milestones(row: Row) -> str:
        return whole(page.ratio(row["milestones_done"], row["milestones"]))

    def report(row: Row) -> str:
        return phrases.reported(page, row["rag_reported"], row["programme_id"])

    none = {"limit_yen": page.t("not known for all")}
    shown = (
        *one_project.columns_of(page, url.carried),  # the list's own state stays, for the way back
        *columns.of(page, "project_list", "decided_yen", "limit_yen", yen="amount", absent=none),
        worded(page.called("project_list", "milestones_done"), milestones),
        worded(page.called("project_list", "rag_reported"), report, "text"),
    )
    some = like_with_like(choices.paged(page, rows))
    st.caption(page.t("Amounts in total, in {unit}", unit=page.unit_name))
    table(page, "projects", some, shown, page.t(LISTED), every=_every(rows))


def _every(rows: Listed) -> Callable[[], Sequence[Row]]:
    read = rows.every
    return lambda: like_with_like(read())


def show(page: Page, projects: int) -> None:
    """The controls and the page of the list that the address asks for, of so many projects."""
    view = choices.asked(page, "view", page.t("view"), tuple(VIEWS), "list") or "list"
    search, second, third, last = st.columns([5, 3, 4, 3], vertical_alignment="bottom")
    with search:
        query = choices.search(page, page.t("Search"), page.t(one_project.SEARCHED))
    words = {key: page.word("projects", "status", key) for key in schema.field("projects", "status").enum}
    status = choices.choose(page, "status", page.t("status"), page.t("Status"), words, into=second)
    words = {key: page.t(text) for key, (text, *_) in SORTS.items()}
    sort = choices.choose(page, "sort", page.t("order"), page.t("Order"), words, default="newest", into=third)
    with last:
        url.switch(page.t("View"), "view", page.each(VIEWS), view)
    found = searched(page, query, status, sort or "newest")
    if not len(found):
        page.nothing(page.t("No project matches the search. Try fewer words or another status."))
        return
    if len(found) < projects:
        st.caption(page.t("{found} match the search.", found=page.ratio(len(found), projects)))
    limits = ("limit_yen", "compared_limit_yen")
    lineage.links(page, "project_list", "decided_yen", *limits, "milestones_done", "report_age_days")
    if view == "table":
        _table(page, found)
        return
    for row in like_with_like(choices.paged(page, found, CARDS)):
        _card(page, row)
    files.offer(page, "projects", page.t(LISTED), _every(found), query="project_list")
