"""The list of projects: searched, ordered and paged; each row leads to its project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, whole
from smart_tokyo.view.parts import columns, files, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import like_with_like, of_project
from smart_tokyo.words import N_

CARDS = 15
SORTS = {
    "newest": N_("Newest first"),
    "title": N_("By title"),
    "decided": N_("Largest decided amount first"),
    "overdue": N_("Most overdue milestones first"),
    "report": N_("Oldest report first"),
}
VIEWS = {"list": N_("List"), "table": N_("Table")}
LISTED = N_("Projects with their money and progress; each title leads to its project")


def finding(
    page: Page, totals: Mapping[str, Any], statuses: pd.DataFrame, progress: Mapping[str, Any]
) -> str:
    """The list in a sentence: how many projects, where, in which state, and how far.

    From programme_totals, status_counts and milestone_counts.
    """
    found = {row["status"]: row["projects"] for row in phrases.records(statuses)}
    states = [
        f"{phrases.word(page.lang, 'projects', 'status', status)} {found[status]:,}"
        for status in schema.field("projects", "status").enum
        if status in found
    ]
    text = page.t(
        "**{projects} in {areas}**: {states}.",
        projects=phrases.counted(page.lang, "project", totals["projects"]),
        areas=phrases.counted(page.lang, "area", totals["areas"]),
        states=commas(states, page.lang),
    )
    if progress["milestones"]:
        ratio = formats.ratio(progress["projects_overdue"], progress["projects"], page.lang)
        said = (
            page.t("Of those with milestones, {late} have an overdue one.", late=ratio)
            if progress["projects_overdue"]
            else page.t("No milestone is overdue.")
        )
        text += said if page.lang == "ja" else f" {said}"
    return text


def texts(page: Page, row: dict[str, Any]) -> list[str]:
    """All texts of a project that the search looks at, in both languages."""
    found = [row["project_id"], row["title_ja"], row["title_en"]]
    for kind, column in (("area", "area_id"), ("programme", "programme_id"), ("theme", "theme")):
        name = page.names.get((kind, str(row[column])), {})
        found += [name.get("name_ja"), name.get("name_en")]
    return [text for text in found if isinstance(text, str)]


def searched(page: Page, rows: pd.DataFrame, query: str, status: str | None) -> pd.DataFrame:
    """The rows with this status whose texts hold every word of the query."""
    if status:
        rows = rows[rows["status"] == status]
    if query and len(rows):
        rows = rows[[choices.matches(query, texts(page, row)) for row in phrases.records(rows)]]
    return rows


def ordered(page: Page, rows: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The rows in the order of one of SORTS; unknown values last (no report: first), equal ones by id."""
    if sort == "title":
        rows = rows.assign(_title=[choices.folded(page.pick(row, "title")) for row in phrases.records(rows)])
    column, ascending = {
        "newest": ("start_fy", False),
        "title": ("_title", True),
        "decided": ("decided_yen", False),
        "overdue": ("milestones_overdue", False),
        "report": ("last_report_on", True),
    }[sort]
    by_id = rows.sort_values("project_id")
    unknown: Literal["first", "last"] = "first" if sort == "report" else "last"
    return by_id.sort_values(column, ascending=ascending, na_position=unknown, kind="stable")


def controls(page: Page) -> tuple[str, str | None, str, str]:
    """The search field and the choices above the list: query, status, order, list or table."""
    statuses = list(schema.field("projects", "status").enum)
    view = choices.asked(page, "view", page.t("view"), tuple(VIEWS), "list") or "list"
    columns = st.columns([5, 3, 4, 3], vertical_alignment="bottom")
    with columns[0]:
        query = choices.search(page, page.t("Search"), page.t("Title, area, programme, theme"))
    words = {key: phrases.word(page.lang, "projects", "status", key) for key in statuses}
    status = choices.choose(page, "status", page.t("status"), page.t("Status"), words, into=columns[1])
    words = {key: page.t(text) for key, text in SORTS.items()}
    label, into = page.t("Order"), columns[2]
    sort = choices.choose(page, "sort", page.t("order"), label, words, default="newest", into=into)
    with columns[3]:
        url.switch(page.t("View"), "view", page.each(VIEWS), view)
    return query, status, sort or "newest", view


def milestones(page: Page, row: dict[str, Any]) -> str:
    """Milestones done of all, and how many are overdue."""
    if formats.missing(row["milestones"]) or not row["milestones"]:
        return page.t("Milestones: none in the data")
    text = page.t(
        "Milestones: {ratio} done", ratio=formats.ratio(row["milestones_done"], row["milestones"], page.lang)
    )
    if not formats.missing(row["milestones_overdue"]) and row["milestones_overdue"]:
        text += page.t(" (! {n} overdue)", n=int(row["milestones_overdue"]))
    return text


def report(page: Page, row: dict[str, Any]) -> str:
    """The last reported status with its mark and date."""
    if formats.missing(row["rag_reported"]):
        none = page.no_report(row["programme_id"])
        return page.t("{label}: {value}", label=page.t("Status report"), value=none)
    return phrases.rag(page.lang, row["rag_reported"]) + phrases.aside(
        page.lang, page.date(row["last_report_on"])
    )


def _where(page: Page, row: dict[str, Any]) -> str:
    kinds = (("area", "area_id"), ("theme", "theme"), ("programme", "programme_id"))
    return " ・ ".join(plain(page.name(kind, row[column])) for kind, column in kinds)


def card(page: Page, row: dict[str, Any]) -> None:
    """One project: what it is on the left, how it stands on the right, and the link to it."""
    with st.container(border=True):
        left, right = st.columns([3, 2])
        with left:
            st.markdown(f"**{plain(page.pick(row, 'title'))}**\n\n{phrases.badges(page, row)}")
            years = formats.years(row["start_fy"], row["end_fy"], page.lang)
            st.caption(f"{_where(page, row)}  \n{plain(years)} ・ {plain(row['project_id'])}")
        with right:
            st.markdown("  \n".join([of_project(page, row), milestones(page, row), report(page, row)]))
            page.link(
                "projects",
                page.t("Open this project"),
                icon=":material/arrow_forward:",
                project=row["project_id"],
            )


def as_table(page: Page, rows: pd.DataFrame, all_rows: pd.DataFrame) -> None:
    """The same rows as a table; the title is the link. `all_rows`: the rows of all pages, for the file."""
    records = phrases.records(rows)
    shown = rows.assign(
        _title=[f"{_link(page, row)}  \n:small[{_where(page, row)}]" for row in records],
        _status=[phrases.badges(page, row) for row in records],
        _years=[
            whole(formats.years(row["start_fy"], row["end_fy"], page.lang)).replace("～", "～ ")
            for row in records
        ],
        _milestones=[
            whole(formats.ratio(row["milestones_done"], row["milestones"], page.lang)) for row in records
        ],
        _rag=[phrases.reported(page, row["rag_reported"], row["programme_id"]) for row in records],
    )
    none = {"limit_yen": page.t("not known for all")}
    headers = (
        Column("_title", page.t("Project"), "markdown"),
        Column("_status", page.t("Status"), "markdown"),
        Column("_years", page.t("Project period"), "markdown"),
        *columns.of(page, "project_list", "decided_yen", "limit_yen", yen="amount", absent=none),
        Column("_milestones", page.called("project_list", "milestones_done"), "markdown"),
        Column("_rag", page.called("project_list", "rag_reported")),
    )
    st.caption(page.t("Amounts in total, in {unit}", unit=page.unit_name))
    table(
        page,
        "projects",
        shown,
        headers,
        page.t(LISTED),
        all_rows=all_rows,
    )


def _link(page: Page, row: dict[str, Any]) -> str:
    target = urlencode(url.carried(project=row["project_id"]))  # the list's own state stays, for the way back
    return f"[{plain(page.pick(row, 'title'))}](projects?{target})"


def show(page: Page, rows: pd.DataFrame) -> None:
    """The controls and the page of the list that the address asks for."""
    query, status, sort, view = controls(page)
    found = like_with_like(ordered(page, searched(page, rows, query, status), sort))
    if found.empty:
        page.nothing(page.t("No project matches the search. Try fewer words or another status."))
        return
    if len(found) < len(rows):
        st.caption(page.t("{found} match the search.", found=formats.ratio(len(found), len(rows), page.lang)))
    limits = ("limit_yen", "compared_limit_yen")
    lineage.links(page, "project_list", "decided_yen", *limits, "milestones_done", "report_age_days")
    if view == "table":
        as_table(page, choices.paged(page, found), found)
        return
    for row in phrases.records(choices.paged(page, found, CARDS)):
        card(page, row)
    files.offer(page, "projects", page.t(LISTED), found)
