"""The funding page: from request to payment, by year and by group, and every grant in a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import EXPENSE_AND_STAGES, KNOWN, STAGES
from smart_tokyo.view.charts.money import year_chart
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import STAGE_COLUMNS, of_grant_years


def over_limit(page: Page, coverage: dict[str, Any]) -> None:
    """Say how many grants stand over their limit, where there are such."""
    if coverage["over_limit"]:
        st.markdown(
            page.t(
                "! **Over the limit**: {ratio} (marked in the table of grants).",
                ratio=of_grant_years(page, coverage, "over_limit"),
            )
        )


def numbers(page: Page, totals: dict[str, Any], coverage: dict[str, Any]) -> None:
    """The stages of the money, each with the number of grant years it is known for."""
    phrases.tiles(
        [
            (
                phrases.in_unit(page, _total(page, column)),
                page.amount(totals[column]),
                _known(page, coverage, column),
            )
            for column in STAGES
        ]
    )
    lines = [
        page.t("{label}: {value}", label=_total(page, column), value=f"**{value}**")
        + f":small[{phrases.aside(page.lang, _known(page, coverage, column))}]"
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
    lineage.links(
        page, "programme_totals", *STAGE_COLUMNS, "eligible_expense_yen", "limit_yen", "headroom_yen"
    )
    lineage.links(page, "grant_coverage", "grant_years", "decided_known", "compared_permille", "over_limit")
    lineage.links(page, "decided_by_status", "decided_yen")


def _total(page: Page, column: str) -> str:
    return page.t("{amount} in total", amount=page.called("programme_totals", column))


def compared(page: Page, totals: dict[str, Any], coverage: dict[str, Any]) -> str:
    """Decided against the limit over the same grant years: those of which both are known."""
    if not coverage["compared"]:
        return page.t("Decision and limit: no grant year of which both are known.")
    return page.t(
        "Decision and limit where both are known ({ratio}): **{decided}** of **{limit}** ({share}), "
        "headroom **{headroom}**.",
        ratio=of_grant_years(page, coverage, "compared"),
        decided=page.money(coverage["compared_decided_yen"]),
        limit=page.money(coverage["compared_limit_yen"]),
        share=formats.permille(coverage["compared_permille"]),
        headroom=page.money(totals["headroom_yen"]),
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
    unknown = ("limit_unknown",) if rows["limit_unknown"].any() else ()
    shown = [
        Column("id", page.named("fiscal_year"), "fiscal_year"),
        *columns.of(page, "funding_stages", "projects", "limit_yen", *unknown),
    ]
    table(page, "limits_by_year", rows, shown, page.t("Limit by fiscal year"))
    lineage.links(page, "programme_totals", "limit_yen")
    lineage.links(page, "funding_by_fiscal_year", "projects")
    st.caption(
        page.t(
            "Without the eligible expense the limit is the cap of the programme. "
            "The amounts themselves are not published."
        )
        + ("" if page.lang == "ja" else " ")
        + phrases.gaps(page, rows["id"])
    )


def by_year(page: Page) -> None:
    """Requested to paid by fiscal year."""
    st.header(page.t("Requested, decided, settled and paid by fiscal year"), anchor=False)
    rows = page.figure("funding_by_fiscal_year")
    year_chart(page, rows)
    if phrases.gaps(page, rows["fiscal_year"]):
        st.caption(phrases.gaps(page, rows["fiscal_year"]))
    lineage.links(page, "funding_by_fiscal_year", *STAGE_COLUMNS, "eligible_expense_yen", "projects")
    with st.expander(page.t("Table")):
        table(
            page,
            "amounts_by_year",
            rows,
            columns.of(page, "funding_by_fiscal_year", "fiscal_year", "projects", *EXPENSE_AND_STAGES),
            page.t("Amounts by fiscal year"),
        )
