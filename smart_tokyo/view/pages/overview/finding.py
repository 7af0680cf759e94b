"""The overview's finding in words, and its totals."""

from collections.abc import Iterable, Sequence

import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.figures import Row, plan
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.subjects import course, places, versions
from smart_tokyo.view.subjects.money import of_grant_years
from smart_tokyo.words import N_, texts

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
    counts = {row["status"]: row["projects"] for row in statuses}
    states = [
        f"{page.word('projects', 'status', key)}{' ' if page.lang == 'en' else ''}{formats.number(counts[key])}"
        for key in schema.field("projects", "status").enum
        if key in counts
    ]
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
        text = N_("**{late}** milestones are overdue ({n} of these in withdrawn projects).")
        return page.t(text, late=ratio, n=gone)
    return page.t("**{late}** milestones are overdue.", late=ratio)


def totals_row(page: Page, totals: Row) -> None:
    """The headline totals; money in the reader's unit, with the unit in the label."""
    counts = ("projects", "areas", "organizations")
    amounts = ("decided_yen", "limit_yen" if formats.missing(totals["paid_yen"]) else "paid_yen")
    moved = course.moved(page, (*counts, *amounts))
    cells = [(page.called("programme_totals", name), formats.number(totals[name])) for name in counts]
    for name in amounts:
        label = page.t("{amount} in total", amount=page.called("programme_totals", name))
        label = label if formats.missing(totals[name]) else phrases.in_unit(page, label)
        cells.append((label, page.amount(totals[name])))
    remarks, drawn = zip(*moved, strict=True)
    phrases.tiles([(*cell, said) for cell, said in zip(cells, remarks, strict=True)], drawn)
    shown = [("programme_totals", name) for name in (*counts, *amounts)]
    of_plan = plan.numbers(page.one("plan_summary"))
    lineage.line(page, *shown, *of_plan, notes=[versions.why(page, *counts, *amounts)])


def finding(page: Page, totals: Row, milestones: Row) -> None:
    """The page's answer in words: one line, then what is in it."""
    coverage = page.one("grant_coverage")
    programmes, statuses = page.rows("projects_by_programme"), page.rows("status_counts")
    withdrawn = page.withdrawn(page.rows("decided_by_status"))
    said = [
        scope(page, programmes, statuses, coverage["projects"]),
        page.sentences(money(page, totals, coverage), withdrawn),
        overdue(page, milestones),
        plan.brief(page, page.one("plan_summary")),
    ]
    st.header(headline(page, totals), anchor=False)
    st.markdown("\n".join(f"- {one}" for one in said if one))
