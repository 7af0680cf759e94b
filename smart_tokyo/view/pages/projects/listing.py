"""The list of projects: searched, ordered and paged; each row leads to its project."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, whole
from smart_tokyo.view.parts import columns, files, lineage, phrases
from smart_tokyo.view.parts.columns import worded
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import one_project
from smart_tokyo.view.subjects.money import like_with_like, of_project
from smart_tokyo.words import N_

CARDS = 15
SORTS = {  # order of the list: its name, the column and whether that rises
    "newest": (N_("Newest first"), "start_fy", False),
    "title": (N_("By title"), "_title", True),
    "decided": (N_("Largest decided amount first"), "decided_yen", False),
    "overdue": (N_("Most overdue milestones first"), "milestones_overdue", False),
    "report": (N_("Oldest report first"), "last_report_on", True),
}
NAMED = (("area", "area_id"), ("theme", "theme"), ("programme", "programme_id"))
VIEWS = {"list": N_("List"), "table": N_("Table")}
LISTED = N_("Projects with their money and progress; each title leads to its project")


def finding(
    page: Page, totals: Mapping[str, Any], statuses: pd.DataFrame, progress: Mapping[str, Any]
) -> str:
    """The list in a sentence: programme_totals, status_counts and milestone_counts say how many, where and how far."""
    found = {row["status"]: row["projects"] for row in phrases.records(statuses)}
    states = [
        f"{page.word('projects', 'status', status)} {found[status]:,}"
        for status in schema.field("projects", "status").enum
        if status in found
    ]
    text = page.t(
        "**{projects} in {areas}**: {states}.",
        projects=phrases.counted(page.lang, "project", totals["projects"]),
        areas=phrases.counted(page.lang, "area", totals["areas"]),
        states=commas(states, page.lang),
    )
    late = ""
    if progress["milestones"] and progress["projects_overdue"]:
        ratio = page.ratio(progress["projects_overdue"], progress["projects"])
        late = page.t("Of those with milestones, {late} have an overdue one.", late=ratio)
    elif progress["milestones"]:
        late = page.t("No milestone is overdue.")
    return page.sentences(text, late)


def searched(page: Page, rows: pd.DataFrame, query: str, status: str | None) -> pd.DataFrame:
    """The rows with this status whose texts hold every word of the query, in either language."""
    if status:
        rows = rows[rows["status"] == status]

    def texts(row: dict[str, Any]) -> list[str]:
        names = [page.names.get((kind, str(row[column])), {}) for kind, column in NAMED]
        found = [row["project_id"], row["title_ja"], row["title_en"]]
        found += [name.get(one) for name in names for one in ("name_ja", "name_en")]
        return [text for text in found if isinstance(text, str)]

    if query and len(rows):
        rows = rows[[choices.matches(query, texts(row)) for row in phrases.records(rows)]]
    return rows


def ordered(page: Page, rows: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The rows in the order of one of SORTS; unknown values last (no report: first), equal ones by id."""
    if sort == "title":
        rows = rows.assign(_title=[choices.folded(page.pick(row, "title")) for row in phrases.records(rows)])
    _, column, ascending = SORTS[sort]
    unknown: Literal["first", "last"] = "first" if sort == "report" else "last"
    by_id = rows.sort_values("project_id")
    return by_id.sort_values(column, ascending=ascending, na_position=unknown, kind="stable")


def milestones(page: Page, row: dict[str, Any]) -> str:
    """Milestones done of all, and how many are overdue."""
    if formats.missing(row["milestones"]) or not row["milestones"]:
        return page.t("Milestones: none in the data")
    text = page.t("Milestones: {ratio} done", ratio=page.ratio(row["milestones_done"], row["milestones"]))
    if not formats.missing(row["milestones_overdue"]) and row["milestones_overdue"]:
        text += page.t(" (! {n} overdue)", n=int(row["milestones_overdue"]))
    return text


def _where(page: Page, row: dict[str, Any]) -> str:
    return " ・ ".join(plain(page.name(kind, row[column])) for kind, column in NAMED)


def _card(page: Page, row: dict[str, Any]) -> None:
    if formats.missing(row["rag_reported"]):
        none = page.no_report(row["programme_id"])
        report = phrases.labelled(page, page.t("Status report"), none)
    else:
        report = phrases.rag(page, row["rag_reported"]) + page.aside(page.date(row["last_report_on"]))
    years = formats.years(row["start_fy"], row["end_fy"], page.lang)
    below = f"{_where(page, row)}  \n{plain(years)} ・ {plain(row['project_id'])}"
    title, lines = plain(page.pick(row, "title")), [of_project(page, row), milestones(page, row), report]
    one_project.card(page, row, title, below, lines)


def _table(page: Page, rows: pd.DataFrame) -> None:
    def title(row: dict[str, Any]) -> str:
        target = urlencode(
            url.carried(project=row["project_id"])
        )  # the list's own state stays, for the way back
        return f"[{plain(page.pick(row, 'title'))}](projects?{target})  \n:small[{_where(page, row)}]"

    def years(row: dict[str, Any]) -> str:
        return whole(formats.years(row["start_fy"], row["end_fy"], page.lang)).replace("～", "～ ")

    def milestones(row: dict[str, Any]) -> str:
        return whole(page.ratio(row["milestones_done"], row["milestones"]))

    def report(row: dict[str, Any]) -> str:
        return phrases.reported(page, row["rag_reported"], row["programme_id"])

    none = {"limit_yen": page.t("not known for all")}
    shown = (
        worded(page.t("Project"), title),
        worded(page.t("Status"), partial(phrases.badges, page)),
        worded(page.t("Project period"), years),
        *columns.of(page, "project_list", "decided_yen", "limit_yen", yen="amount", absent=none),
        worded(page.called("project_list", "milestones_done"), milestones),
        worded(page.called("project_list", "rag_reported"), report, "text"),
    )
    some = choices.paged(page, rows)
    st.caption(page.t("Amounts in total, in {unit}", unit=page.unit_name))
    table(page, "projects", some, shown, page.t(LISTED), all_rows=rows)


def show(page: Page, rows: pd.DataFrame) -> None:
    """The controls and the page of the list that the address asks for."""
    view = choices.asked(page, "view", page.t("view"), tuple(VIEWS), "list") or "list"
    search, second, third, last = st.columns([5, 3, 4, 3], vertical_alignment="bottom")
    with search:
        query = choices.search(page, page.t("Search"), page.t("Title, area, programme, theme"))
    words = {key: page.word("projects", "status", key) for key in schema.field("projects", "status").enum}
    status = choices.choose(page, "status", page.t("status"), page.t("Status"), words, into=second)
    words = {key: page.t(text) for key, (text, *_) in SORTS.items()}
    label = page.t("Order")
    sort = choices.choose(page, "sort", page.t("order"), label, words, default="newest", into=third)
    with last:
        url.switch(page.t("View"), "view", page.each(VIEWS), view)
    found = like_with_like(ordered(page, searched(page, rows, query, status), sort or "newest"))
    if found.empty:
        page.nothing(page.t("No project matches the search. Try fewer words or another status."))
        return
    if len(found) < len(rows):
        st.caption(page.t("{found} match the search.", found=page.ratio(len(found), len(rows))))
    limits = ("limit_yen", "compared_limit_yen")
    lineage.links(page, "project_list", "decided_yen", *limits, "milestones_done", "report_age_days")
    if view == "table":
        _table(page, found)
        return
    for row in phrases.records(choices.paged(page, found, CARDS)):
        _card(page, row)
    files.offer(page, "projects", page.t(LISTED), found)
