"""The directory of organizations, and one of them: what it does in which projects, since when and with whom."""

from typing import Any

import streamlit as st

from smart_tokyo import N_, schema
from smart_tokyo.figures import Among, Row
from smart_tokyo.figures.search import asked_words
from smart_tokyo.figures.vocabulary import technologies
from smart_tokyo.kinds import DASH
from smart_tokyo.view.frame import Page, choices, commas, plain
from smart_tokyo.view.parts import columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import one_project, several

SORTS = {  # order of the directory: its name, and the column of which the most stands first; equal ones stand by id
    "projects": (N_("Most projects first"), "projects"),
    "led": (N_("Largest decided amount as lead first"), "lead_decided_yen"),
}
TRIED = "string_agg(distinct technology, ';' order by technology)"
"""The technologies of rows of reuse_projects: an aggregate."""
MADE = ("projects", "lead_projects", "running", "lead_decided_yen")


def directory(page: Page) -> None:
    """The organizations of the selected projects: searched by any name, of a kind, in an order, a page at a time."""
    first, second, third = st.columns([5, 3, 4], vertical_alignment="bottom")
    with first:
        query = choices.search(page, page.t("Search"), page.t("A name, also a former one, or a number"))
    kinds = {
        key: page.word("organizations", "kind", key) for key in schema.field("organizations", "kind").enum
    }
    kind = choices.choose(page, "kind", page.t("kind"), page.t("Kind"), kinds, into=second)
    sorts = {key: page.t(text) for key, (text, by) in SORTS.items() if several.shown(page, by)}
    sort = choices.choose(
        page, "sort", page.t("order"), page.t("Order"), sorts, default="projects", into=third
    )
    where: dict[str, Any] = {"kind": kind} if kind else {}
    if query:
        where["organization_id"] = Among("organizations_saying", (tuple(asked_words(query)),))
    order = f"{SORTS[sort or 'projects'][1]} desc nulls last, organization_id"
    rows = page.listed("organization_list", order, **where)
    several.no_amount(page)
    alt = page.t("Organizations with their projects and partners; each name leads to its page")
    sections.paged(page, "organizations", rows, several.organizations(page), alt)
    note = several.members_known(page)
    lineage.links(page, "organization_list", *several.shown(page, *MADE), notes=(note,))


def sheet(page: Page, key: str) -> None:
    """One organization, from its names to its sources."""
    names = page.listed("organization_names", organization_id=key).some()
    _facts(page, key, names)
    for row in page.listed("organization_list", organization_id=key).some(1):
        several.tiles(page, "organization_list", row, several.shown(page, *MADE, "partners"))
        lineage.links(page, "organization_list", *several.shown(page, *MADE), organization_id=key)
    _projects(page, key)
    several.partners(page, key, None)
    st.header(page.t("Sources"), anchor=False)
    named = page.listed("project_members", organization_id=key).together("list(distinct source_id)") or ()
    known = tuple(one for one in {*named, names[0]["source_id"]} if one)
    rows = choices.paged(page, page.listed("source_list", source_id=known), name="source_page")
    sections.listed([phrases.source_line(page, row) for row in rows] or [page.t("not known")])


def _facts(page: Page, key: str, rows: Any) -> None:
    """What the organization is, what it tries, and every name it has or had."""
    own = page.names["organization"][key]
    its = Among("projects_of", (key, None))
    of_each = page.listed("reuse_projects", params=one_project.LIFTED, project_id=its)
    tried = page.line(of_each.together(TRIED))
    names = [page.line(own["name_ja"]), page.line(own["name_en"])]
    for row in rows:
        if row["name"] is not None:
            until = page.t("until {date}", date=page.date(row["until_on"])) if row["until_on"] else ""
            kind = page.word("organization_names", "kind", row["kind"])
            names.append(page.line(row["name"]) + page.aside(*filter(None, (kind, until))))
    said = {
        page.t("Kind"): page.word("organizations", "kind", own["parent_id"]),
        page.named("corporate_number"): rows[0]["corporate_number"],
        page.t("Technologies"): commas(dict.fromkeys(technologies(tried, page.lang)), page.lang),
        page.t("Names"): commas(dict.fromkeys(filter(None, names)), page.lang),
    }
    none = page.t("not known")
    lines = (page.labelled(f"**{label}**", plain(text or none)) for label, text in said.items())
    st.markdown("  \n".join(lines))


def _projects(page: Page, key: str) -> None:
    """The projects in which it takes part; and its role in each grant on the award's day, with the money it led."""
    st.header(page.t("Projects"), anchor=False)
    rows = page.listed("project_list", one_project.NEWEST, project_id=Among("projects_of", (key, None)))
    some = choices.paged(page, rows, choices.SHORT, "project_page")
    ids = tuple(row["project_id"] for row in some)
    members = page.listed("project_members", organization_id=key, project_id=ids).some()
    roles = {row["project_id"]: row["role"] for row in members}

    def role(row: Row) -> str:
        return page.word("consortium_members", "role", row.get("role", roles.get(row["project_id"])))

    its_role, money = (
        worded(page.named("role"), role, "text"),
        columns.of(page, "project_list", "decided_yen"),
    )
    shown = (*one_project.columns_of(page), its_role, *money)
    table(page, "projects", some, shown, page.t("Projects"), every=rows.every)
    title = page.t("Role by fiscal year, on the day of the award")
    st.header(title, anchor=False)
    rows = page.listed("award_members", "fiscal_year desc, project_id", organization_id=key)
    some = choices.paged(page, rows, choices.SHORT, "year_page")
    projects = one_project.by_id(page, (row["project_id"] for row in some))
    grants = page.listed("grant_ledger", project_id=tuple(projects)).some()
    yen = {(row["project_id"], row["fiscal_year"]): page.amount(row["decided_yen"]) for row in grants}

    def led(row: Row) -> str:
        return yen[row["project_id"], row["fiscal_year"]] if row["role"] == "lead" else DASH

    amount = phrases.in_unit(page, page.called("organization_list", "lead_decided_yen"))
    shown = (
        *columns.of(page, "award_members", "fiscal_year"),
        worded(page.t("Project"), lambda row: phrases.project_link(page, projects[row["project_id"]])),
        its_role,
        worded(amount, led, "text"),
    )
    table(page, "years", some, shown, title, every=rows.every)
