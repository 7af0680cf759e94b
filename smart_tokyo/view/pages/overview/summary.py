"""The overview in words, totals and two charts: the finding, where, how much by year, what is new."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.terms import FACTS
from smart_tokyo.view.charts import vega
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.maps.small import areas_map
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.subjects.money import like_with_like
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
    """In which state the projects are (status_counts), under which programmes (projects_by_programme).

    `funded` projects have a grant in the fiscal years chosen, which narrow the money alone.
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
            programmes=phrases.joined(page, each),
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


def finding(page: Page, totals: Mapping[Any, Any], milestones: Mapping[Any, Any]) -> None:
    """The page's answer in words: one line, then what is in it."""
    coverage = page.one("grant_coverage")
    programmes, statuses = page.figure("projects_by_programme"), page.figure("status_counts")
    withdrawn = page.withdrawn(page.rows("decided_by_status"))
    said = [
        scope(page, programmes, statuses, coverage["projects"]),
        page.sentences(money(page, totals, coverage), withdrawn),
        overdue(page, milestones),
    ]
    st.header(headline(page, totals), anchor=False)
    st.markdown("\n".join(f"- {one}" for one in said))


def areas(page: Page, totals: Mapping[Any, Any]) -> None:
    """The areas on the small map, shaded by number of projects, and the same as a table."""
    st.header(page.t("Where the projects are"), anchor=False)
    listed = page.figure("area_list")
    areas_map(page, totals, listed)
    lineage.links(page, "projects_by_municipality", "projects")
    shown = (
        Column("_name", page.t("Area")),
        Column("_programme", page.t("Programme")),
        *columns.of(page, "area_list", "projects"),
    )
    alt = page.t("Areas with their number of projects")
    sections.folded(page, "areas", phrases.named_areas(page, listed), shown, alt)


def money_by_year(page: Page, totals: Mapping[Any, Any]) -> None:
    """Decided and paid by fiscal year with the limit of the same grants; where no amount is published, the limits."""
    stages = page.figure("funding_stages")
    years = like_with_like(stages[stages["dimension"] == "fiscal_year"])
    years = years.assign(fiscal_year=years["id"].astype("Int64"))
    known = not (formats.missing(totals["decided_yen"]) and formats.missing(totals["paid_yen"]))
    title = page.t("Decided and paid by fiscal year") if known else page.t("Limit by fiscal year")
    none = page.t("No fiscal year of support is recorded for this selection.")
    if not sections.begin(page, title, years, none):
        return
    rows = vega.money_rows(page, years)
    first, last = map(page.fiscal_year, (years["fiscal_year"].min(), years["fiscal_year"].max()))
    if known:
        alt = page.t(
            "{first} to {last}: {decided} decided and {paid} paid in total. The table has each year.",
            first=first,
            last=last,
            decided=page.money(totals["decided_yen"]),
            paid=page.money(totals["paid_yen"]),
        )
        chart = partial(vega.money_by_year, page, rows)
        vega.show(page, "overview_money", chart, alt, title, years)
    elif rows["value"].notna().any():
        st.markdown(page.t("No amount has been published for any year. The outlines show only the limit."))
        alt = page.t(
            "{first} to {last}: limit of {limit} in total. The table has each year.",
            first=first,
            last=last,
            limit=page.money(totals["limit_yen"]),
        )
        chart = partial(vega.limits, page, rows)
        vega.show(page, "overview_money", chart, alt, title, years)
    else:
        page.nothing(page.t("No amount has been published, and no limit is known."))
    st.caption(_limit_note(page, years, known=known))
    if gaps := phrases.gaps(page, years["fiscal_year"]):
        st.caption(gaps)
    if known:
        lineage.links(page, "funding_by_fiscal_year", "decided_yen", "paid_yen")
    lineage.links(page, "grant_coverage", "limit_known", *(("compared_permille",) if known else ()))
    absent = {"limit_yen": page.t("not known for all")}
    shown = [
        *columns.of(page, "funding_by_fiscal_year", "fiscal_year"),
        *columns.of(page, "funding_stages", "projects", *vega.MONEY, absent=absent),
    ]
    sections.folded(page, "amounts_by_year", years, shown, page.t("Decided, paid and limit by fiscal year"))


def _limit_note(page: Page, years: pd.DataFrame, *, known: bool) -> str:
    """What the limit is, and over which grants or in which years it is not drawn."""
    unknown = years.loc[years["limit_yen"].isna(), "fiscal_year"]
    if not known:
        coverage = page.one("grant_coverage")
        part = page.ratio(coverage["limit_known"], coverage["grant_years"])
        text = N_("The limit is the most the rules allow. It is known for {part} grant years.")
        return page.t(text, part=part)
    if len(unknown) == len(years):
        return page.t(
            "No limit is drawn: in every fiscal year it is not known for some of the grants in the bars."
        )
    said = page.t("The limit is the most the rules allow for the grants in the bars beneath it.")
    if unknown.empty:
        return said
    text = N_("It is not drawn for {years}, where it is not known for some of the grants in the bars.")
    return page.sentences(said, page.t(text, years=commas(map(page.fiscal_year, unknown), page.lang)))


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
