"""The parts of the overview that show a chart with the same numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts import look, overview, vega
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas
from smart_tokyo.view.maps.small import areas_map
from smart_tokyo.view.pages.overview import summary
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.subjects.money import like_with_like
from smart_tokyo.words import N_

AMOUNTS = ("decided_yen", "paid_yen", "limit_yen")


def finding(page: Page, totals: Mapping[Any, Any], milestones: Mapping[Any, Any]) -> None:
    """The page's answer in words: one line, then what is in it."""
    coverage = page.one("grant_coverage")
    programmes, statuses = page.figure("projects_by_programme"), page.figure("status_counts")
    withdrawn = page.withdrawn(page.rows("decided_by_status"))
    said = [
        summary.scope(page, programmes, statuses, coverage["projects"]),
        page.sentences(summary.money(page, totals, coverage), withdrawn),
        summary.overdue(page, milestones),
    ]
    st.header(summary.headline(page, totals), anchor=False)
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


def money(page: Page, totals: Mapping[Any, Any]) -> None:
    """Decided and paid by fiscal year with the limit of the same grants; where no amount is published, the limits."""
    stages = page.figure("funding_stages")
    years = like_with_like(stages[stages["dimension"] == "fiscal_year"])
    years = years.assign(fiscal_year=years["id"].astype("Int64"))
    known = not (formats.missing(totals["decided_yen"]) and formats.missing(totals["paid_yen"]))
    title = page.t("Decided and paid by fiscal year") if known else page.t("Limit by fiscal year")
    none = page.t("No fiscal year of support is recorded for this selection.")
    if not sections.begin(page, title, years, none):
        return
    rows = overview.money_rows(years, page.unit, page.amount)
    first, last = map(page.fiscal_year, (years["fiscal_year"].min(), years["fiscal_year"].max()))
    year, ink = page.named("fiscal_year"), look.ink()
    if known:
        words = {name: page.called("funding_stages", name) for name in AMOUNTS}
        alt = page.t(
            "{first} to {last}: {decided} decided and {paid} paid in total. The table has each year.",
            first=first,
            last=last,
            decided=page.money(totals["decided_yen"]),
            paid=page.money(totals["paid_yen"]),
        )
        draw = overview.money_by_year
        chart = partial(draw, rows, words, page.fiscal_year, page.unit_name, year, page.unknown, ink)
        vega.show(page, "overview_money", chart, alt, title, years)
    elif rows["value"].notna().any():
        st.markdown(page.t("No amount has been published for any year. The outlines show only the limit."))
        alt = page.t(
            "{first} to {last}: limit of {limit} in total. The table has each year.",
            first=first,
            last=last,
            limit=page.money(totals["limit_yen"]),
        )
        chart = partial(overview.limits, rows, page.fiscal_year, page.unit_name, year, ink)
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
        *columns.of(page, "funding_stages", "projects", *AMOUNTS, absent=absent),
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
