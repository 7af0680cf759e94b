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
from smart_tokyo.view.subjects import several

SORTS = {  # order of the directory: its name, and by what; equal ones stand by id
    "projects": (N_("Most projects first"), "projects desc"),
    "led": (N_("Largest decided amount as lead first"), "lead_decided_yen desc nulls last"),
}
NUMBERS = ("projects", "lead_projects", "running", "partners", "lead_decided_yen")


def directory(page: Page) -> None:
    """The organizations of the selected projects: searched by any name, of a kind, in an order, a page at a time."""
    first, second, third = st.columns([5, 3, 4], vertical_alignment="bottom")
    with first:
        query = choices.search(page, page.t("Search"), page.t("A name, also a former one, or a number"))
    words = {
        key: page.word("organizations", "kind", key) for key in schema.field("organizations", "kind").enum
    }
    kind = choices.choose(page, "kind", page.t("kind"), page.t("Kind"), words, into=second)
    words = {key: page.t(text) for key, (text, _) in SORTS.items()}
    sort = choices.choose(
        page, "sort", page.t("order"), page.t("Order"), words, default="projects", into=third
    )
    where: dict[str, Any] = {"kind": kind} if kind else {}
    if query:
        where["organization_id"] = Among("organizations_saying", (tuple(asked_words(query)),))
    rows = page.listed("organization_list", f"{SORTS[sort or 'projects'][1]}, organization_id", **where)
    if not len(rows):
        page.nothing(page.t("No organization matches. Try fewer words, or widen the filters."))
        return
    alt = page.t("Organizations with their projects and partners; each name leads to its page")
    several.organizations(page, "organizations", rows, alt, choices.ROWS, "page")
    lineage.links(page, "organization_list", "projects", "lead_projects", "lead_decided_yen")


def facts(page: Page, key: str) -> None:
    """What the organization is, what it is tried for, and every name it has or had."""
    rows, own = page.listed("organization_names", organization_id=key).some(), page.names["organization"][key]
    number = rows[0]["corporate_number"] or page.t("not known")
    detail = page.listed("project_detail", project_id=Among("projects_of", (key, None)))
    tried = detail.together("string_agg(distinct technologies, ';')")
    names = dict.fromkeys(technologies(page.line(tried), page.lang))
    said = {
        page.t("Kind"): page.word("organizations", "kind", own["parent_id"]),
        page.named("corporate_number"): number,
        page.t("Technologies"): commas(names, page.lang) or page.t("not known"),
    }
    lines = [phrases.labelled(page, f"**{label}**", plain(text)) for label, text in said.items()]
    every = [page.line(own[f"name_{lang}"]) for lang in ("ja", "en") if own[f"name_{lang}"]]
    listed = [f"- {plain(name)}" for name in dict.fromkeys(every)]
    for row in rows:
        if row["name"] is not None:
            until = page.t("until {date}", date=page.date(row["until_on"])) if row["until_on"] else ""
            kind = page.word("organization_names", "kind", row["kind"])
            listed.append(f"- {plain(page.line(row['name']))}{page.aside(*filter(None, (kind, until)))}")
    st.markdown("\n\n".join(["  \n".join(lines), f"**{page.t('Names')}**", "\n".join(listed)]))


def numbers(page: Page, key: str) -> None:
    """Its projects, partners and money in the selection; nothing where it takes part in none of them."""
    for row in page.listed("organization_list", organization_id=key).some(1):
        several.tiles(page, "organization_list", row, NUMBERS)
        links = (one for one in NUMBERS if one != "partners")
        lineage.links(page, "organization_list", *links, organization_id=key)


def projects(page: Page, key: str) -> None:
    """The selected projects in which it takes part, with its role on their member day."""
    rows = several.of_name(page, "project_list", several.NEWEST, organization=key)
    none = page.t("It takes part in no project of this selection.")
    if not sections.begin(page, page.t("Projects"), rows, none):
        return
    some = choices.paged(page, rows, choices.SHORT, "project_page")
    ids = tuple(row["project_id"] for row in some)
    members = page.listed("project_members", organization_id=key, project_id=ids).some()
    roles = {row["project_id"]: page.word("consortium_members", "role", row["role"]) for row in members}
    role = worded(page.named("role"), lambda row: roles[row["project_id"]], "text")
    several.projects(page, some, rows, page.t("Projects in which the organization takes part"), role)


def years(page: Page, key: str) -> None:
    """Its role in each grant on the day of the award, and what was decided where it led; the latest year first."""
    rows = page.listed("award_members", "fiscal_year desc, project_id", organization_id=key)
    if not len(rows):
        return
    st.header(page.t("Role by fiscal year, on the day of the award"), anchor=False)
    some = choices.paged(page, rows, choices.SHORT, "year_page")
    titles = several.titles(page, some)
    led = page.listed("rows_grants_by_lead", organization_id=key, project_id=tuple(titles)).some()
    yen = {(row["project_id"], row["fiscal_year"]): page.amount(row["decided_yen"]) for row in led}

    def decided(row: Row) -> str:
        return yen[row["project_id"], row["fiscal_year"]] if row["role"] == "lead" else DASH

    shown = (
        *columns.of(page, "award_members", "fiscal_year"),
        worded(page.t("Project"), lambda row: phrases.project_link(page, titles[row["project_id"]])),
        worded(page.named("role"), lambda row: page.word("consortium_members", "role", row["role"]), "text"),
        worded(phrases.in_unit(page, page.called("organization_list", "lead_decided_yen")), decided, "text"),
    )
    alt = page.t("Role of the organization in each grant by fiscal year")
    table(page, "years", some, shown, alt, every=rows.every)


def partners(page: Page, key: str) -> None:
    """The other members of the consortia of its projects."""
    title = page.t("Partners")
    rows = several.partners(page, organization=key)
    if sections.begin(page, title, rows, page.t("No other organization is known in these consortia.")):
        several.organizations(page, "partners", rows, title, choices.SHORT, "partner_page")


def sources(page: Page, key: str) -> None:
    """Where the organization and its memberships are known from."""
    named = page.listed("project_members", organization_id=key).together("list(distinct source_id)") or ()
    own = page.listed("organization_names", organization_id=key).some(1)[0]["source_id"]
    rows = page.listed("source_list", source_id=tuple(one for one in {*named, own} if one))
    none = page.t("No source is named for this organization.")
    if sections.begin(page, page.t("Sources"), rows, none):
        sections.listed(
            phrases.source_line(page, row) for row in choices.paged(page, rows, name="source_page")
        )
