"""The tables of the funding page: every grant, and the amounts by municipality."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import EXPENSE_AND_STAGES
from smart_tokyo.view.charts import money
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import with_remarks

LEDGER_ROWS = 40
NBSP = "\u00a0"


def by_municipality(page: Page) -> None:
    """Decided amounts by municipality, with the remark that they do not add up."""
    rows = page.figure("funding_by_municipality")
    if rows.empty:
        return
    st.header(page.t("Decided in total by municipality"), anchor=False)
    st.markdown(
        page.t(
            "A project counts whole in every municipality of its area. "
            "**These rows do not add up to the total.**"
        )
    )
    lineage.links(page, "funding_by_municipality", "decided_yen", "projects")
    rows = rows.assign(_name=[page.name("municipality", code) for code in rows["municipality_code"]])
    with st.expander(page.t("Table"), expanded=len(rows) <= 12):
        table(
            page,
            "amounts_by_municipality",
            rows.sort_values(
                ["decided_yen", "municipality_code"], ascending=[False, True], na_position="last"
            ),
            (
                Column("_name", page.t("Municipality")),
                *columns.of(page, "funding_by_municipality", "projects", "decided_yen"),
            ),
            page.t("Decided in total by municipality, not additive"),
        )


def over_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of grant_ledger over their limit, the newest year first, then the others; within a year by project."""
    within = rows["headroom_yen"].isna() | (rows["headroom_yen"] >= 0)
    return rows.assign(_within=within).sort_values(
        ["_within", "fiscal_year"], ascending=[True, False], kind="stable"
    )


def _title(page: Page, row: dict[str, Any]) -> str:
    note = page.t(" (inferred)") if row["confidence"] == "inferred" else ""
    return phrases.project_link(page, row) + note


def _headroom(page: Page, yen: Any) -> str:
    return page.t("cannot be computed") if formats.missing(yen) else page.amount(yen)


def ledger(page: Page) -> None:
    """Every grant of the selection, those over their limit first, then by fiscal year, a page at a time."""
    st.header(page.t("All grants"), anchor=False)
    rows = page.figure("grant_ledger")
    known = money.known(rows)
    everything = over_first(rows)
    rows = choices.paged(page, everything, LEDGER_ROWS)
    projects = page.figure("project_list")
    projects = projects[projects["project_id"].isin(rows["project_id"])]
    titles = {row["project_id"]: row for row in phrases.records(projects)}
    records = phrases.records(with_remarks(page, rows))
    rows = rows.assign(
        _title=[
            f"{_title(page, titles[row['project_id']])}  \n"
            f":small[{plain(row['project_id'])}{whole('・' + page.fiscal_year(row['fiscal_year']))}]"
            for row in records
        ],
        _headroom=[
            f"{_headroom(page, row['headroom_yen'])}  \n:small[{whole(row['_remark']).replace(' ', NBSP)}]"
            for row in records
        ],
    )
    st.caption(
        page.t("Amounts in {unit}", unit=page.unit_name)
        + page.t(". Grants over their limit come first, then the newest fiscal year.")
    )
    amounts = (
        EXPENSE_AND_STAGES if known else ("decided_yen",)
    )  # each of the others would say "not published"
    shown = [
        Column("_title", page.t("Project and fiscal year"), "markdown"),
        *columns.of(page, "grant_ledger", *amounts, "limit_yen", yen="amount"),
    ]
    if known:
        shown.append(Column("_headroom", page.called("grant_ledger", "headroom_yen"), "markdown"))
    table(
        page,
        "grants",
        rows,
        shown,
        page.t("Every grant with its limits; rows over the limit are marked"),
        all_rows=everything,
    )
    lineage.links(page, "grant_ledger", "decided_yen", "limit_yen", "headroom_yen")
