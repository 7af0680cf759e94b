"""The overview's finding in words, its totals, its map and chart, where and how much by year, and what is new."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from smart_tokyo import formats, texts
from smart_tokyo.figures import Row, plan
from smart_tokyo.terms import FACTS
from smart_tokyo.view.charts import light
from smart_tokyo.view.charts import money as charts_money
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.maps.picture import areas_map
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections
from smart_tokyo.view.subjects import course, places, versions
from smart_tokyo.view.subjects.money import like_with_like, of_grant_years

NOTES = texts("notes")["overview"]


def headline(page: Page, totals: Row) -> str:
    """The finding in one line: how many projects in how many areas, with how much money where that is known."""
    projects = page.counted("project", totals["projects"])
    areas = page.counted("area", totals["areas"])
    if formats.missing(totals["decided_yen"]):
        return page.t("{projects} in {areas} supported so far", projects=projects, areas=areas)
    return page.t(
        NOTES["headline"], projects=projects, areas=areas, decided=page.money(totals["decided_yen"])
    )


def scope(page: Page, programmes: Sequence[Row], statuses: Iterable[Row], funded: int) -> str:
    """In which state the projects are (status_counts), under which programmes (projects_by_programme).

    `funded` projects have a grant in the fiscal years chosen, which narrow the money alone.
    """
    gap = " " if page.lang == "en" else ""
    counts = page.by_word("projects", "status", statuses)
    states = [f"{word}{gap}{formats.number(n)}" for word, n in counts]
    each = [
        page.t("{name} ({n})", name=plain(page.name("programme", row["programme_id"])), n=row["projects"])
        for row in places.by_projects(programmes)
    ]
    said = [
        page.t(
            NOTES["scope"],
            states=("・" if page.lang == "ja" else ", ").join(states),
            programmes=phrases.joined(page, each),
        )
    ]
    if page.filters.from_fy or page.filters.to_fy:
        projects = page.counted("project", funded)
        said.append(page.t("With a grant in the fiscal years chosen: {projects}.", projects=projects))
    if inferred := sum(row["inferred"] for row in programmes):
        projects = page.counted("project", inferred)
        said.append(page.t("Inferred from sources: {projects}.", projects=projects))
    return page.sentences(*said)


def money(page: Page, totals: Row, coverage: Row) -> str:
    """How much was decided against the limit, or that no amount is published and what the limit is."""
    if not totals["grant_years"]:
        return page.t("No fiscal year of support is recorded.")
    if formats.missing(totals["decided_yen"]):
        if formats.missing(totals["limit_yen"]):
            return page.t("The amounts have **not been published**.")
        return page.t(
            NOTES["only_limit"],
            limit=page.money(totals["limit_yen"]),
            years=page.counted("grant_year", totals["grant_years"]),
        )
    said = page.t("Grants of **{decided}** have been decided", decided=page.money(totals["decided_yen"]))
    if not coverage["compared"]:
        return said + page.t(".")
    return said + page.t(
        NOTES["compared"],
        ratio=of_grant_years(page, coverage, "compared"),
        decided=page.money(coverage["compared_decided_yen"]),
        limit=page.money(coverage["compared_limit_yen"]),
        share=formats.permille(coverage["compared_permille"]),
    )


def overdue(page: Page, milestones: Row) -> str:
    """How many of the `milestone_counts` are overdue."""
    total, late = milestones["milestones"], milestones["overdue"]
    if not total:
        return page.t("No milestones are recorded.")
    if not late:
        return page.t("There is no overdue milestone among the {n} in the data.", n=total)
    ratio, gone = page.ratio(late, total), milestones["overdue_withdrawn"]
    if gone:
        return page.t(NOTES["withdrawn"], late=ratio, n=gone)
    return page.t("**{late}** milestones are overdue.", late=ratio)


def totals_row(page: Page, totals: Row) -> None:
    """The headline totals; money in the reader's unit, with the unit in the label."""
    counts = ("projects", "areas", "organizations")
    amounts = ("decided_yen", "limit_yen" if formats.missing(totals["paid_yen"]) else "paid_yen")
    cells = {name: (page.called("programme_totals", name), formats.number(totals[name])) for name in counts}
    for name in amounts:
        label = page.t("{amount} in total", amount=page.called("programme_totals", name))
        label = label if formats.missing(totals[name]) else phrases.in_unit(page, label)
        cells[name] = (label, page.amount(totals[name]))
    course.tiles(page, cells)
    shown = [("programme_totals", name) for name in (*counts, *amounts)]
    of_plan = plan.numbers(page.one("plan_summary"))
    lineage.line(page, *shown, *of_plan)
    versions.why(page, *counts, *amounts)


def finding(page: Page, totals: Row, milestones: Row) -> None:
    """The page's answer in words: one line, then what is in it."""
    coverage = page.one("grant_coverage")
    programmes, statuses = page.rows("projects_by_programme"), page.rows("status_counts")
    said = [
        scope(page, programmes, statuses, coverage["projects"]),
        page.sentences(money(page, totals, coverage), page.withdrawn(page.rows("decided_by_status"))),
        overdue(page, milestones),
        plan.brief(page, page.one("plan_summary")),
    ]
    st.header(headline(page, totals), anchor=False)
    st.markdown("\n".join(f"- {one}" for one in said if one))


NEWEST = 6
MONEY = ("decided_yen", "paid_yen", "limit_yen")


def areas(page: Page, totals: Row) -> None:
    """The areas on the small map, shaded by number of projects, and the same as a table."""
    st.header(page.t("Where the projects are"), anchor=False)
    listed = page.rows("area_list")
    areas_map(page, totals, listed)
    notes = (page.t(NOTES["areas"]), plain(page.t(phrases.BOUNDARIES)))
    lineage.links(page, "municipality_list", "projects", notes=notes)
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
        text = NOTES["amounts"]
        chart = partial(charts_money.by_year, page, years, MONEY[:2], limited=True)
    elif any(row["limit_yen"] is not None for row in years):
        st.markdown(page.t("No amount has been published for any year. The outlines show only the limit."))
        text = NOTES["limits"]
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
        return page.t(NOTES["limit_known"], part=part)
    if len(unknown) == len(years):
        return page.t(NOTES["no_limit"])
    said = page.t("The limit is the most the rules allow for the grants in the bars beneath it.")
    if not unknown:
        return said
    named = commas(map(page.fiscal_year, unknown), page.lang)
    return page.sentences(said, page.t(NOTES["not_drawn"], years=named))


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
        name = page.pick(fact, "fact")
        said = f"{page.date(fact['happened_on'])} **{what}**" + (f" {plain(name)}" if name else "")
        lines.append(f"{said}  \n{phrases.project_link(page, fact)}")
    st.markdown("\n\n".join(lines))
