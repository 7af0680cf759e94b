"""What the pages of an organization and of a town share: the directory or one, its tiles, organizations as a table."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from smart_tokyo import N_
from smart_tokyo.addresses import SHEETS
from smart_tokyo.figures import Among, Row, word
from smart_tokyo.figures.partners import known_members
from smart_tokyo.kinds import Kind
from smart_tokyo.terms import NAMES, OF_A_LEAD, OF_A_TOWN, absent_of
from smart_tokyo.view.frame import Page, plain, url
from smart_tokyo.view.parts import columns, phrases, sections, values, worded
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.subjects.money import finding, published

COUNTED = ("projects", "lead_projects", "running", "first_fy", "last_fy", "lead_decided_yen", "partners")
OF_ITS_PROJECTS = ("lead_projects", "running")
OF_ALL = {one: one for one in ("projects", "organizations", "decided_yen")} | {
    "lead_decided_yen": "decided_yen"
}
"""Number → what it is a part of: a column of programme_totals of the same selection."""


def title(page: Page) -> str | None:
    """The name of what the address asks for, as the heading of its page; None for the directory."""
    kind, key = _asked(page)
    return page.name(kind, key) if key in page.names.get(kind, ()) else None


def _asked(page: Page) -> tuple[str, str]:
    kind = next(kind for kind, (name, _) in SHEETS.items() if name == page.info.name)
    return kind, url.asked().values.get(SHEETS[kind][1], "")


def show(page: Page, directory: Callable[[Page], None], sheet: Callable[[Page, str], None]) -> None:
    """The `sheet` of what the address asks for, the `directory` where that is nothing; else that it is not there."""
    kind, key = _asked(page)
    if not key:
        directory(page)
    elif title(page):
        sheet(page, key)
        page.back()
    else:
        page.back()
        said = N_("There is no such {what} in this data: {id}")
        page.nothing(page.t(said, what=page.t(NAMES[kind]), id=plain(key[:60])))


def shown(page: Page, *names: str) -> list[str]:
    """Those of the columns of which the data has any: amounts where one is published, issues where one is raised."""
    none = set[str]()
    if not published(page.one("programme_totals")):
        none |= {one for one in names if one.endswith("_yen")}
    if "issues" in names:
        towns = page.under(**dict.fromkeys(page.filters.params())).rows("municipality_list")
        none |= set() if any(row["issues"] for row in towns) else {"issues"}
    return [one for one in names if one not in none]


def members_known(page: Page) -> str:
    """As `known_members` of the selected projects."""
    complete = len(page.listed("consortium_parts", members_complete=True))
    return known_members(page, complete, page.one("programme_totals")["projects"])


def no_amount(page: Page) -> None:
    """Says that no amount is published where none is."""
    totals, coverage = page.one("programme_totals"), page.one("grant_coverage")
    if coverage["grant_years"] and not published(totals):
        st.markdown(finding(page, totals, coverage, ()))


def tiles(page: Page, query: str, row: Row, names: Sequence[str]) -> None:
    """Numbers of a row of a query as tiles, beside what each is a part of."""
    none, totals = page.t("not known"), page.one("programme_totals")
    said = []
    for name in names:
        value = values.alone(page, row[name], word(query, name), none)
        value = absent_of(row, name, value) if row[name] is None else value
        said.append((page.called(query, name), value, _out_of(page, row, name, totals)))
    phrases.tiles(said)


def _out_of(page: Page, row: Row, name: str, totals: Row) -> str:
    whole = row["projects"] if name in OF_ITS_PROJECTS else totals.get(OF_ALL.get(name, ""))
    if whole is None or row[name] is None:
        return ""
    noun = OF_ALL.get(name, "projects").removesuffix("s")
    total = page.money(whole) if name.endswith("_yen") else page.counted(noun, whole)
    return page.t("out of {total}", total=total)


def partners(page: Page, organization: str | None, town: str | None) -> None:
    """Those who take part in the selected projects of an organization, or of a town, most projects first."""
    asked = page.filters
    among = Among("partners_of", (organization, town, asked.programme_id, asked.area_id, asked.theme))
    rows = page.listed("organization_list", "projects desc, organization_id", organization_id=among)
    sections.headed(page, "partners", page.t("Partners"), rows, organizations(page))


def organizations(page: Page) -> list[Column]:
    """The columns of an organization_list, each name the way to its page."""
    return [
        columns.names(page, "organization"),
        worded(page.t("Kind"), lambda row: page.word("organizations", "kind", row["kind"]), "text"),
        *numbers(page, "organization_list", *COUNTED),
    ]


def numbers(page: Page, query: str, *names: str, yen: Kind = "yen") -> list[Column]:
    """What a list of organizations or municipalities counts of them, of which the data has any: as `columns.of`, with a
    dash where there is nothing that could be known."""
    absent = {one: partial(absent_of, column=one, unknown=page.unknown) for one in OF_A_TOWN + OF_A_LEAD}
    return columns.of(page, query, *shown(page, *names), yen=yen, absent=absent)
