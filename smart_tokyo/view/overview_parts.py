"""The parts of the overview that show a chart with the same numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import evidence, marks, overview, overview_charts, palette, small_map, tables, vega
from smart_tokyo.view.frame import Page
from smart_tokyo.view.project_money import withdrawn
from smart_tokyo.view.shading import shades
from smart_tokyo.view.tables import Column
from smart_tokyo.view.text import sentences


def finding(page: Page, totals: Mapping[Any, Any], milestones: Mapping[Any, Any]) -> None:
    """The page's answer in words: one line, then what is in it."""
    coverage = page.one("grant_coverage")
    said = [
        overview.scope(
            page,
            page.figure("projects_by_programme"),
            page.figure("status_counts"),
            coverage["projects"],
        ),
        sentences(
            filter(
                None,
                [overview.money(page, totals, coverage), withdrawn(page, page.figure("decided_by_status"))],
            ),
            page.lang,
        ),
        overview.overdue(page, milestones),
    ]
    st.header(overview.headline(page, totals), anchor=False)
    st.markdown("\n".join(f"- {one}" for one in said))


def areas(page: Page, totals: Mapping[Any, Any]) -> None:
    """The areas on the small map, shaded by number of projects, and the same as a table."""
    st.header(page.t("Where the projects are"), anchor=False)
    listed = page.figure("area_list")
    areas_map(page, totals, listed)
    evidence.links(page, "projects_by_municipality", "projects")
    with st.expander(page.t("Table")):
        tables.table(
            page,
            "areas",
            marks.named_areas(page, listed),
            (
                Column("_name", page.t("Area")),
                Column("_programme", page.t("Programme")),
                Column("projects", marks.projects(page), "count"),
            ),
            page.t("Areas with their number of projects"),
        )


def areas_map(page: Page, totals: Mapping[Any, Any], listed: pd.DataFrame) -> None:
    """The small map of an area_list, and how to read it."""
    touched = page.figure("projects_by_municipality")
    per_place = {
        str(code): int(n) for code, n in zip(touched["municipality_code"], touched["projects"], strict=True)
    }
    classes = shades(per_place.values())
    busiest = listed.sort_values("projects", ascending=False, kind="stable").head(3).to_dict("records")
    most = overview.joined(
        page, [f"{page.pick(row, 'name')} ({row['projects']})" for row in busiest if row["projects"]]
    )
    names = [page.pick(row, "name") for row in listed.to_dict("records")]

    chart = partial(
        small_map.small_map,
        per_place,
        classes,
        small_map.points(listed.assign(name=names)),
        municipality=lambda code: page.name("municipality", code),
        said=lambda n: marks.counted(page.lang, "project", n),
        part=lambda part: page.t(part.name),
        ink=palette.ink(),
    )
    vega.show(
        page,
        "overview_map",
        chart,
        page.t(
            "Map of Tokyo: {areas} with projects, most in {most}. The table has the same numbers.",
            areas=marks.counted(page.lang, "area", totals["areas"]),
            most=most,
        ),
        page.t("Where the projects are"),
        touched,
        page.t(marks.BOUNDARIES),
    )
    st.caption(
        page.t(
            "The darker, the more projects; a dot is an area. Each frame has its own scale. "
            "A project counts in every municipality of its area."
        )
    )


def money(page: Page, totals: Mapping[Any, Any]) -> None:
    """Money by fiscal year against its limit; where no amount is published, the ceilings and words."""
    stages = page.figure("funding_stages")
    years = stages[stages["dimension"] == "fiscal_year"]
    years = years.assign(fiscal_year=years["id"].astype("Int64"))
    known = not (formats.missing(totals["decided_yen"]) and formats.missing(totals["paid_yen"]))
    title = page.t("Money by fiscal year") if known else page.t("Limit by fiscal year")
    st.header(title, anchor=False)
    if years.empty:
        page.nothing(page.t("No fiscal year of support is recorded for this selection."))
        return
    rows = overview_charts.money_rows(years, page.unit, page.amount)
    limit = page.t("Limit") if _limits_all_known(page) else page.t("Limit (where set)")
    words = {"decided_yen": page.t("Decided"), "paid_yen": page.t("Paid"), "limit_yen": limit}
    if known:
        chart = partial(
            overview_charts.money_by_year,
            rows,
            words,
            page.fiscal_year,
            page.unit_name,
            page.t("Fiscal year"),
            page.unknown,
            palette.ink(),
        )
        vega.show(page, "overview_money", chart, _money_alt(page, years, totals), title, years)
    elif rows["value"].notna().any():
        st.markdown(
            page.t(
                "No amount has been published for any year. The outlines show only what "
                "the rules would allow at most."
            )
        )
        chart = partial(
            overview_charts.ceilings,
            rows,
            page.fiscal_year,
            page.unit_name,
            page.t("Fiscal year"),
            palette.ink(),
        )
        vega.show(page, "overview_money", chart, _money_alt(page, years, totals), title, years)
    else:
        page.nothing(page.t("No amount has been published, and the rules name no limit."))
    _limit_note(page)
    if marks.gaps(page, years["fiscal_year"]):
        st.caption(marks.gaps(page, years["fiscal_year"]))
    if known:
        evidence.links(page, "funding_by_fiscal_year", "decided_yen", "paid_yen")
        evidence.links(page, "grant_coverage", "limit_known", "compared_permille")
    else:
        evidence.links(page, "grant_coverage", "limit_known")
    with st.expander(page.t("Table")):
        tables.table(
            page,
            "amounts_by_year",
            years,
            (
                Column("fiscal_year", page.t("Fiscal year"), "fiscal_year"),
                Column("projects", marks.projects(page), "count"),
                Column("decided_yen", page.t("Decided"), "yen"),
                Column("paid_yen", page.t("Paid"), "yen"),
                Column("limit_yen", limit, "yen"),
            ),
            page.t("Decided and paid by fiscal year, with the limit by the rules"),
        )


def _limits_all_known(page: Page) -> bool:
    """Whether the limit speaks for every grant of the selection; else bars may stand above it, and its name says so."""
    coverage = page.one("grant_coverage")
    return bool(coverage["limit_known"] == coverage["grant_years"])


def _limit_note(page: Page) -> None:
    coverage = page.one("grant_coverage")
    if _limits_all_known(page):
        st.caption(page.t("The limit is the most the rules allow for the projects supported in that year."))
        return
    st.caption(
        page.t(
            "The limit is the most the rules allow. It covers {part} grant years: "
            "for the others the rules set none, so bars may stand above it.",
            part=formats.ratio(coverage["limit_known"], coverage["grant_years"], page.lang),
        )
    )


def _money_alt(page: Page, years: pd.DataFrame, totals: Mapping[Any, Any]) -> str:
    return page.t(
        "{first} to {last}: decided {decided}, paid {paid}, limit {limit}. The table has each year.",
        first=page.fiscal_year(years["fiscal_year"].min()),
        last=page.fiscal_year(years["fiscal_year"].max()),
        decided=page.money(totals["decided_yen"]),
        paid=page.money(totals["paid_yen"]),
        limit=page.money(totals["limit_yen"]),
    )
