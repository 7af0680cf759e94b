"""The overview in words and totals: the finding, the headline numbers, progress, what is new, the ways in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.terms import FACTS
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.parts.phrases import joined
from smart_tokyo.words import N_

NEWEST = 6
ICONS = {
    "request": ":material/edit_document:",
    "decision": ":material/gavel:",
    "settlement": ":material/calculate:",
    "payment": ":material/payments:",
    "milestone": ":material/flag:",
    "report": ":material/summarize:",
    "consortium": ":material/groups:",
}


def headline(page: Page, totals: Mapping[Any, Any]) -> str:
    """The finding in one line: how many projects in how many areas, with how much money where that is known."""
    projects = phrases.counted(page.lang, "project", totals["projects"])
    areas = phrases.counted(page.lang, "area", totals["areas"])
    if formats.missing(totals["decided_yen"]):
        return page.t("{projects} in {areas} supported so far", projects=projects, areas=areas)
    return page.t(
        "{projects} in {areas}, {decided} decided so far",
        projects=projects,
        areas=areas,
        decided=page.money(totals["decided_yen"]),
    )


def scope(page: Page, programmes: pd.DataFrame, statuses: pd.DataFrame, funded: int) -> str:
    """In which state the projects are, under which programmes.

    `programmes` is projects_by_programme, `statuses` status_counts; `funded` projects have a grant in the
    fiscal years chosen, which narrow the money alone.
    """
    counts = dict(zip(statuses["status"], statuses["projects"], strict=True))
    states = [
        f"{page.word('projects', 'status', key)}{' ' if page.lang == 'en' else ''}{formats.number(counts[key])}"
        for key in schema.field("projects", "status").enum
        if key in counts
    ]
    programmes = programmes.sort_values("projects", ascending=False, kind="stable")
    each = [
        page.t("{name} ({n})", name=plain(page.name("programme", key)), n=formats.number(n))
        for key, n in zip(programmes["programme_id"], programmes["projects"], strict=True)
    ]
    said = [
        page.t(
            "By status: {states}; by programme: {programmes}.",
            states=("・" if page.lang == "ja" else ", ").join(states),
            programmes=joined(page, each),
        )
    ]
    if page.filters.from_fy or page.filters.to_fy:
        projects = phrases.counted(page.lang, "project", funded)
        said.append(page.t("With a grant in the fiscal years chosen: {projects}.", projects=projects))
    if inferred := int(programmes["inferred"].sum()):
        projects = phrases.counted(page.lang, "project", inferred)
        said.append(page.t("Inferred from sources: {projects}.", projects=projects))
    return page.sentences(*said)


def money(page: Page, totals: Mapping[Any, Any], coverage: Mapping[Any, Any]) -> str:
    """How much was decided against the limit, or that no amount is published and what the limit is."""
    if not totals["grant_years"]:
        return page.t("No fiscal year of support is recorded.")
    if formats.missing(totals["decided_yen"]):
        if formats.missing(totals["limit_yen"]):
            return page.t("The amounts have **not been published**.")
        return page.t(
            "The amounts have **not been published**; the limit is **{limit}** in total, for the {years}.",
            limit=page.money(totals["limit_yen"]),
            years=phrases.counted(page.lang, "grant_year", totals["grant_years"]),
        )
    said = page.t("Grants of **{decided}** have been decided", decided=page.money(totals["decided_yen"]))
    if not coverage["compared"]:
        return said + page.t(".")
    return said + page.t(
        "; where decision and limit are both known ({ratio}), {decided} of {limit} ({share}).",
        ratio=page.t(
            "{done} of {total} grant years",
            done=formats.number(coverage["compared"]),
            total=formats.number(coverage["grant_years"]),
        ),
        decided=page.money(coverage["compared_decided_yen"]),
        limit=page.money(coverage["compared_limit_yen"]),
        share=formats.permille(coverage["compared_permille"]),
    )


def overdue(page: Page, milestones: Mapping[Any, Any]) -> str:
    """How many of the `milestone_counts` are overdue."""
    total, late = milestones["milestones"], milestones["overdue"]
    if not total:
        return page.t("No milestones are recorded.")
    if not late:
        return page.t("There is no overdue milestone among the {n} in the data.", n=formats.number(total))
    ratio, gone = page.ratio(late, total), milestones["overdue_withdrawn"]
    if gone:
        text = N_("**{late}** milestones are overdue ({n} of these in withdrawn projects).")
        return page.t(text, late=ratio, n=gone)
    return page.t("**{late}** milestones are overdue.", late=ratio)


def totals_row(page: Page, totals: Mapping[Any, Any]) -> None:
    """The headline totals; money in the reader's unit, with the unit in the label."""
    counts = ("projects", "areas", "organizations")
    amounts = ("decided_yen", "limit_yen" if formats.missing(totals["paid_yen"]) else "paid_yen")
    cells = [(page.called("programme_totals", name), formats.number(totals[name]), "") for name in counts]
    for name in amounts:
        label = page.t("{amount} in total", amount=page.called("programme_totals", name))
        label = label if formats.missing(totals[name]) else phrases.in_unit(page, label)
        cells.append((label, page.amount(totals[name]), ""))
    phrases.tiles(cells)
    lineage.links(page, "programme_totals", *counts, *amounts)


def distinct(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts with their `times`: of the same kind, day, project, amount and name there is one row."""
    same = ["happened_on", "kind", "project_id", "amount_yen", "fact_ja"]
    times = facts.groupby(same, dropna=False)["kind"].transform("size")
    return facts.assign(times=times)[~facts.duplicated(same)]


def recent(page: Page, facts: pd.DataFrame) -> None:
    """The newest facts, each leading to its project; the same kind on the same day is one line."""
    if facts.empty:
        page.nothing(page.t("Nothing dated is recorded for this selection."))
        return
    st.caption(page.t("Newest entry: {date}", date=page.date(facts["happened_on"].max())))
    for fact in phrases.records(distinct(facts).head(NEWEST)):
        kind = str(fact["kind"])
        what = page.t(FACTS[kind]) if kind in FACTS else plain(kind)
        if not formats.missing(fact["amount_yen"]):
            what += page.t(": {amount}", amount=page.money(fact["amount_yen"]))
        elif fact["times"] > 1:
            what += page.t(" ({n} times)", n=int(fact["times"]))
        icon = ICONS.get(kind, ":material/circle:")
        name = page.pick(fact, "fact")
        said = f"{icon} {page.date(fact['happened_on'])} **{what}**" + (f" {plain(name)}" if name else "")
        st.markdown(f"{said}  \n{phrases.project_link(page, fact)}")  # a page link would cut a long title off


def ways_in(page: Page) -> None:
    """The other pages, each with what it answers."""
    names = [name for name, info in PAGES.items() if info.way and info.is_for(page.audience)]
    for first in range(0, len(names), 3):
        for name, column in zip(names[first : first + 3], st.columns(3), strict=False):
            with column.container(border=True, height="stretch", gap="xsmall"):
                page.link(name, f"**{page.t(PAGES[name].title)}**", icon=PAGES[name].icon)
                st.caption(page.t(PAGES[name].way))
