"""The overview's map and chart, where and how much by year, and what is new."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from smart_tokyo import N_, formats
from smart_tokyo.figures import Row
from smart_tokyo.terms import FACTS
from smart_tokyo.view.charts import light
from smart_tokyo.view.charts import money as charts_money
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.maps.small import areas_map
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections
from smart_tokyo.view.subjects import places
from smart_tokyo.view.subjects.money import like_with_like

NEWEST = 6
MONEY = ("decided_yen", "paid_yen", "limit_yen")
ICONS = {
    "request": ":material/edit_document:",
    "decision": ":material/gavel:",
    "settlement": ":material/calculate:",
    "payment": ":material/payments:",
    "milestone": ":material/flag:",
    "report": ":material/summarize:",
    "consortium": ":material/groups:",
}


def areas(page: Page, totals: Row) -> None:
    """The areas on the small map, shaded by number of projects, and the same as a table."""
    st.header(page.t("Where the projects are"), anchor=False)
    listed = page.rows("area_list")
    areas_map(page, totals, listed)
    note = page.t(
        "The darker, the more projects; a dot is an area. Each frame has its own scale. "
        "A project counts in every municipality of its area."
    )
    notes = (note, plain(page.t(phrases.BOUNDARIES)))
    lineage.links(page, "projects_by_municipality", "projects", notes=notes)
    shown = (*places.area_columns(page), *columns.of(page, "area_list", "projects"))
    alt = page.t("Areas with their number of projects")
    sections.folded(page, "areas", places.by_projects(listed), shown, alt)


def money_by_year(page: Page, totals: Row) -> None:
    """Decided and paid by fiscal year with the limit of the same grants; where no amount is published, the limits."""
    stages = page.rows("funding_stages")
    years = like_with_like(row for row in stages if row["dimension"] == "fiscal_year")
    chart: light.Make | None = None
    known = not (formats.missing(totals["decided_yen"]) and formats.missing(totals["paid_yen"]))
    title = page.t("Decided and paid by fiscal year") if known else page.t("Limit by fiscal year")
    none = page.t("No fiscal year of support is recorded for this selection.")
    if not sections.begin(page, title, years, none):
        return
    span = charts_money.fiscal_years(years)
    first, last = page.fiscal_year(min(span)), page.fiscal_year(max(span))
    decided, paid, limit = (page.money(totals[one]) for one in MONEY)
    if known:
        text = N_("{first} to {last}: {decided} decided and {paid} paid in total. The table has each year.")
        chart = partial(charts_money.by_year, page, years, MONEY[:2], limited=True)
    elif any(row["limit_yen"] is not None for row in years):
        st.markdown(page.t("No amount has been published for any year. The outlines show only the limit."))
        text = N_("{first} to {last}: limit of {limit} in total. The table has each year.")
        chart = partial(charts_money.limits, page, years)
    else:
        page.nothing(page.t("No amount has been published, and no limit is known."))
    if chart:
        alt = page.t(text, first=first, last=last, decided=decided, paid=paid, limit=limit)
        light.chart(page, "overview_money", chart, alt, title, years, "funding_stages")
    notes = (_limit_note(page, years, known=known), phrases.gaps(page, span))
    numbers = (
        (("funding_by_fiscal_year", "decided_yen"), ("funding_by_fiscal_year", "paid_yen")) if known else ()
    )
    shares = (("grant_coverage", "compared_permille"),) if known else ()
    lineage.line(page, *numbers, ("grant_coverage", "limit_known"), *shares, notes=notes)
    absent = {"limit_yen": page.t("not known for all")}
    shown = [
        Column("id", page.named("fiscal_year"), "fiscal_year"),
        *columns.of(page, "funding_stages", "projects", *MONEY, absent=absent),
    ]
    sections.folded(page, "amounts_by_year", years, shown, page.t("Decided, paid and limit by fiscal year"))


def _limit_note(page: Page, years: Sequence[Row], *, known: bool) -> str:
    """What the limit is, and over which grants or in which years it is not drawn."""
    unknown = charts_money.fiscal_years([row for row in years if row["limit_yen"] is None])
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
    if not unknown:
        return said
    text = N_("It is not drawn for {years}, where it is not known for some of the grants in the bars.")
    return page.sentences(said, page.t(text, years=commas(map(page.fiscal_year, unknown), page.lang)))


def distinct(facts: Iterable[Row]) -> list[tuple[Row, int]]:
    """The facts, each with how often it is there: of the same kind, day, project, amount and name there is one."""
    same = ("happened_on", "kind", "project_id", "amount_yen", "fact_ja")
    found: dict[tuple[object, ...], tuple[Row, int]] = {}
    for fact in facts:
        key = tuple(fact[name] for name in same)
        first, times = found.get(key, (fact, 0))
        found[key] = (first, times + 1)
    return list(found.values())


def recent(page: Page, facts: Sequence[Row]) -> None:
    """The newest facts, each leading to its project; the same kind on the same day is one line."""
    if not facts:
        page.nothing(page.t("Nothing dated is recorded for this selection."))
        return
    newest = page.date(max(fact["happened_on"] for fact in facts))
    lines = [f":small[{page.t('Newest entry: {date}', date=newest)}]"]
    for fact, times in distinct(facts)[:NEWEST]:
        kind = str(fact["kind"])
        what = page.t(FACTS[kind]) if kind in FACTS else plain(kind)
        if fact["amount_yen"] is not None:
            what += page.t(": {amount}", amount=page.money(fact["amount_yen"]))
        elif times > 1:
            what += page.t(" ({n} times)", n=times)
        icon = ICONS.get(kind, ":material/circle:")
        name = page.pick(fact, "fact")
        said = f"{icon} {page.date(fact['happened_on'])} **{what}**" + (f" {plain(name)}" if name else "")
        lines.append(f"{said}  \n{phrases.project_link(page, fact)}")
    st.markdown("\n\n".join(lines))
