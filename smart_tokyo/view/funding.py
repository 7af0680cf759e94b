"""The funding page: from request to payment, by year and by group, and every grant in a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import AMOUNTS, EXPENSE_AND_STAGES, KNOWN, STAGES
from smart_tokyo.view import charts, charts_money, evidence, marks
from smart_tokyo.view.columns import Column
from smart_tokyo.view.frame import Page
from smart_tokyo.view.project_money import withdrawn
from smart_tokyo.view.tables import table
from smart_tokyo.view.text import sentences

STAGE_COLUMNS = tuple(STAGES)


def published(totals: dict[str, Any]) -> bool:
    """Whether any stage of the money is known."""
    return any(not formats.missing(totals[column]) for column in STAGE_COLUMNS)


def finding(page: Page, totals: dict[str, Any], coverage: dict[str, Any], by_status: pd.DataFrame) -> str:
    """The money in a sentence; where none is published, what the rules allow. `by_status`: decided_by_status."""
    years = marks.counted(page.lang, "grant_year", coverage["grant_years"])
    if not published(totals):
        if formats.missing(totals["limit_yen"]):
            said = page.t("**No grant amount has been published** for any of the {years}.", years=years)
        else:
            said = page.t(
                "**No grant amount has been published** for any of the {years}. "
                "The limit is {limit} in total.",
                years=years,
                limit=page.money(totals["limit_yen"]),
            )
        return said + inferred(page, coverage)
    projects = marks.counted(page.lang, "project", coverage["projects"])
    if formats.missing(totals["decided_yen"]):
        parts = [page.t("**No decided amount has been published** for {projects}.", projects=projects)]
    else:
        amount = page.money(totals["decided_yen"])
        parts = [page.t("**{decided} has been decided** for {projects}.", decided=amount, projects=projects)]
        parts += filter(None, [withdrawn(page, by_status)])
    if formats.missing(totals["paid_yen"]):
        parts.append(page.t("No payment has been published."))
    else:
        parts.append(page.t("**{paid} has been paid.**", paid=page.money(totals["paid_yen"])))
    parts.append(
        page.t("A decision is known for {ratio}.", ratio=_of_grant_years(page, coverage, "decided_known"))
    )
    return sentences(parts, page.lang) + inferred(page, coverage)


def inferred(page: Page, coverage: dict[str, Any]) -> str:
    """How many of the grant years belong to inferred projects, as a sentence to set behind another; "" for none."""
    if not coverage["inferred"]:
        return ""
    return ("" if page.lang == "ja" else " ") + page.t(
        "Of the grant years, {n} are of inferred projects.", n=formats.number(coverage["inferred"])
    )


def over_limit(page: Page, coverage: dict[str, Any]) -> None:
    """Say how many grants stand over their limit, where there are such."""
    if coverage["over_limit"]:
        st.markdown(
            page.t(
                "! **Over the limit**: {ratio} (marked in the table of grants).",
                ratio=_of_grant_years(page, coverage, "over_limit"),
            )
        )


def numbers(page: Page, totals: dict[str, Any], coverage: dict[str, Any]) -> None:
    """The stages of the money, each with the number of grant years it is known for."""
    marks.tiles(
        [
            (
                marks.in_unit(page, _total(page, column)),
                page.amount(totals[column]),
                _known(page, coverage, column),
            )
            for column in STAGES
        ]
    )
    lines = [
        page.t("{label}: {value}", label=_total(page, column), value=f"**{value}**")
        + f":small[{marks.aside(page.lang, _known(page, coverage, column))}]"
        for column, value in (
            ("eligible_expense_yen", page.money(totals["eligible_expense_yen"])),
            ("limit_yen", page.derived(totals["limit_yen"])),
        )
    ]
    st.markdown("  \n".join([*lines, compared(page, totals, coverage)]))
    st.caption(
        page.t(
            "Known: of {total} grant years, that is a project in a fiscal year.",
            total=formats.number(coverage["grant_years"]),
        )
    )
    evidence.links(
        page, "programme_totals", *STAGE_COLUMNS, "eligible_expense_yen", "limit_yen", "headroom_yen"
    )
    evidence.links(page, "grant_coverage", "grant_years", "decided_known", "compared_permille", "over_limit")
    evidence.links(page, "decided_by_status", "decided_yen")


def _total(page: Page, column: str) -> str:
    return page.t("{amount} in total", amount=page.t(AMOUNTS[column]))


def compared(page: Page, totals: dict[str, Any], coverage: dict[str, Any]) -> str:
    """Decided against the limit over the same grant years: those of which both are known."""
    if not coverage["compared"]:
        return page.t("Decision and limit: no grant year of which both are known.")
    return page.t(
        "Decision and limit where both are known ({ratio}): **{decided}** of **{limit}** ({share}), "
        "headroom **{headroom}**.",
        ratio=_of_grant_years(page, coverage, "compared"),
        decided=page.money(coverage["compared_decided_yen"]),
        limit=page.money(coverage["compared_limit_yen"]),
        share=formats.permille(coverage["compared_permille"]),
        headroom=page.money(totals["headroom_yen"]),
    )


def _of_grant_years(page: Page, coverage: dict[str, Any], part: str) -> str:
    return page.t(
        "{done} of {total} grant years",
        done=formats.number(coverage[part]),
        total=formats.number(coverage["grant_years"]),
    )


def _known(page: Page, coverage: dict[str, Any], column: str) -> str:
    return page.t(
        "{done} of {total} known",
        done=formats.number(coverage[KNOWN[column]]),
        total=formats.number(coverage["grant_years"]),
    )


def limits(page: Page) -> None:
    """Without a known amount: the limit by fiscal year, in a table instead of a chart."""
    st.header(page.t("Limit by fiscal year"), anchor=False)
    rows = page.figure("funding_stages")
    rows = rows[rows["dimension"] == "fiscal_year"]
    columns = [
        Column("id", page.t("Fiscal year"), "fiscal_year"),
        Column("projects", page.t("Number of projects"), "count"),
        Column("limit_yen", page.t("Limit"), "yen", page.t("cannot be computed")),
    ]
    if rows["limit_unknown"].any():
        columns.append(Column("limit_unknown", page.t("of these without a known limit"), "count"))
    table(page, "limits_by_year", rows, columns, page.t("Limit by fiscal year"))
    evidence.links(page, "programme_totals", "limit_yen")
    evidence.links(page, "funding_by_fiscal_year", "projects")
    st.caption(
        page.t(
            "Without the eligible expense the limit is the cap of the programme. "
            "The amounts themselves are not published."
        )
        + ("" if page.lang == "ja" else " ")
        + marks.gaps(page, rows["id"])
    )


def by_year(page: Page) -> None:
    """Requested to paid by fiscal year."""
    st.header(page.t("Requested, decided, settled and paid by fiscal year"), anchor=False)
    rows = page.figure("funding_by_fiscal_year")
    year_chart(page, rows)
    if marks.gaps(page, rows["fiscal_year"]):
        st.caption(marks.gaps(page, rows["fiscal_year"]))
    evidence.links(page, "funding_by_fiscal_year", *STAGE_COLUMNS, "eligible_expense_yen", "projects")
    with st.expander(page.t("Table")):
        table(
            page,
            "amounts_by_year",
            rows,
            (
                Column("fiscal_year", page.t("Fiscal year"), "fiscal_year"),
                Column("projects", page.t("Number of projects"), "count"),
                *(Column(column, page.t(name), "yen") for column, name in EXPENSE_AND_STAGES.items()),
            ),
            page.t("Amounts by fiscal year"),
        )


def year_chart(page: Page, rows: pd.DataFrame) -> None:
    """The finding and the bars of a funding_by_fiscal_year."""
    said, title = year_sentence(page, rows), page.t("Requested, decided, settled and paid by fiscal year")
    if said:
        st.markdown(said)
    charts.show(
        page,
        "stages_by_year",
        lambda: charts_money.by_year(page, rows),
        said or title,
        title,
        rows,
    )


def year_sentence(page: Page, rows: pd.DataFrame) -> str:
    """Which fiscal year has the largest decided amount; "" where none is known or there is one year only."""
    decided = rows.dropna(subset=["decided_yen"])
    if len(decided) < 2:
        return ""
    most = decided.sort_values(["decided_yen", "fiscal_year"], ascending=[False, True]).iloc[0]
    return page.t(
        "The largest amount was decided in {year}: {amount} for {projects}.",
        year=page.fiscal_year(most["fiscal_year"]),
        amount=page.money(most["decided_yen"]),
        projects=marks.counted(page.lang, "project", most["projects"]),
    )
