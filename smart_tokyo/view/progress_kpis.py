"""The KPIs of the progress page: those with a plan, the furthest behind first, and those without one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import charts, marks, options
from smart_tokyo.view.frame import Page
from smart_tokyo.view.project_results import kpi_sentence
from smart_tokyo.view.tables import Column, table
from smart_tokyo.view.text import plain, whole

SHORT = 20  # rows of a list that stands open on the page


def show(page: Page, rows: pd.DataFrame, named: dict[str, str]) -> None:
    """KPIs with a plan, the furthest behind first; then those that cannot be compared with one."""
    st.subheader(page.t("KPIs"), anchor=False)
    if rows.empty:
        page.nothing(page.t("No KPI is published for this selection."))
        return
    planned = rows[rows["lag_permille"].notna()].sort_values(
        ["lag_permille", "kpi_id"], ascending=[False, True]
    )
    rest = rows[rows["lag_permille"].isna()]
    if len(planned):
        lag = planned["lag_permille"]
        st.markdown(
            page.t(
                "Of {total} KPIs with a target, {behind} are behind plan, {on} on plan and {ahead} ahead.",
                total=formats.number(len(planned)),
                behind=formats.number((lag > 0).sum()),
                on=formats.number((lag == 0).sum()),
                ahead=formats.number((lag < 0).sum()),
            )
            + _unmeasured(page, planned)
        )
        _kpi_table(page, options.paged(page, planned, SHORT, "kpi_page"), named)
        st.caption(
            page.t(
                "Behind or ahead = share of the time passed − "
                "share of the way from baseline to target covered."
            )
        )
    if len(rest):
        st.markdown(f"**{page.t('Without a published baseline, target or target date')}** ({len(rest)})")
        lines = [
            f"- **{marks.titled(page, row, 'name')}** ({_project(row, named)})  \n  {kpi_sentence(page, row)}"
            for row in marks.records(rest.head(charts.MAX_ROWS))
        ]
        st.markdown("\n".join(lines))
        if len(rest) > charts.MAX_ROWS:
            st.caption(page.t("The first {shown} of {total}.", shown=charts.MAX_ROWS, total=len(rest)))


def _unmeasured(page: Page, planned: pd.DataFrame) -> str:
    never = int(planned["latest_value"].isna().sum())
    if not never:
        return ""
    return ("" if page.lang == "ja" else " ") + page.t(
        "Of these, {n} have not been measured yet and count as 0.", n=formats.number(never)
    )


def _project(row: dict[str, Any], named: dict[str, str]) -> str:
    return plain(named.get(row["project_id"], row["project_id"]))


def _kpi_table(page: Page, rows: pd.DataFrame, named: dict[str, str]) -> None:
    def at(row: dict[str, Any], what: str) -> str:
        day = row[f"{what}_on"]
        text = marks.qualified(
            page, row[f"{what}_value"], row, "latest_qualifier" if what == "latest" else ""
        )
        return plain(text) + ("" if formats.missing(day) else f"  \n:small[{whole(page.date(day))}]")

    records = marks.records(rows)
    table(
        page,
        rows.assign(
            _name=[
                f"**{marks.titled(page, row, 'name')}**  \n:small[{_project(row, named)}]  \n"
                f"{marks.against_plan(page, row)}"
                for row in records
            ],
            **{f"_{what}": [at(row, what) for row in records] for what in ("baseline", "latest", "target")},
        ),
        (
            Column("_name", page.t("KPI, project, against the plan"), "markdown"),
            Column("_baseline", page.t("Baseline"), "markdown"),
            Column("_latest", page.t("Latest"), "markdown"),
            Column("_target", page.t("Target"), "markdown"),
        ),
        page.t("KPIs with baseline, latest value and target, the furthest behind first"),
    )
