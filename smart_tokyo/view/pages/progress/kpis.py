"""The KPIs of the progress page: those with a plan, the furthest behind first, and those without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.kpis import kpi_point, kpi_sentence


def show(page: Page, counts: Mapping[str, Any]) -> None:
    """KPIs that can be compared with their plan, the furthest behind first; then those never measured or without one.

    `counts` is the row of kpi_counts.
    """
    st.header(page.t("KPIs"), anchor=False)
    if not counts["kpis"]:
        page.nothing(page.t("No KPI is published for this selection."))
        return
    rows = page.figure("kpi_list")
    compared = rows[rows["lag_permille"].notna()].sort_values("lag_permille", ascending=False, kind="stable")
    has_plan = rows[["baseline_value", "target_value", "target_on"]].notna().all(axis=1)
    if len(compared):
        st.markdown(
            page.t(
                "Of {total} KPIs with a plan and a value, {behind} are behind plan, {on} on plan and {ahead} ahead.",
                total=formats.number(counts["compared"]),
                behind=formats.number(counts["behind_plan"]),
                on=formats.number(counts["on_plan"]),
                ahead=formats.number(counts["ahead_of_plan"]),
            )
        )
        lineage.links(
            page, "kpi_counts", "compared", "behind_plan", "on_plan", "ahead_of_plan", "not_measured"
        )
        _kpi_table(page, choices.paged(page, compared, choices.SHORT, "kpi_page"), compared)
        st.caption(
            page.t(
                "Behind or ahead = share of the time passed − "
                "share of the way from baseline to target covered."
            )
        )
        lineage.links(page, "kpi_list", "lag_permille", "latest_value")
    _listed(page, page.t("With a plan, not measured yet"), rows[has_plan & rows["lag_permille"].isna()])
    _listed(page, page.t("Without a published baseline, target or target date"), rows[~has_plan])


def _listed(page: Page, title: str, rows: pd.DataFrame) -> None:
    """KPIs without a lag in a line each, under a title with their number."""
    if rows.empty:
        return
    total = formats.number(len(rows))
    st.markdown(f"**{title}** ({total})")
    lines = [
        f"- **{phrases.titled(page, row, 'name')}** ({_project(page, row)})  \n  {kpi_sentence(page, row)}"
        for row in phrases.records(rows.head(plotly.MAX_ROWS))
    ]
    st.markdown("\n".join(lines))
    if len(rows) > plotly.MAX_ROWS:
        st.caption(page.t("The first {shown} of {total}.", shown=plotly.MAX_ROWS, total=total))


def _project(page: Page, row: dict[str, Any]) -> str:
    return phrases.project_link(page, row, "project_title")


def _kpi_table(page: Page, rows: pd.DataFrame, all_rows: pd.DataFrame) -> None:
    def at(row: dict[str, Any], what: str) -> str:
        value, day = kpi_point(page, row, what)
        return value + (f"  \n:small[{whole(day)}]" if day else "")

    records = phrases.records(rows)
    table(
        page,
        "kpis",
        rows.assign(
            _name=[
                f"**{phrases.titled(page, row, 'name')}**  \n:small[{_project(page, row)}]  \n"
                f"{phrases.lag(page, row['lag_permille'])}"
                for row in records
            ],
            **{f"_{what}": [at(row, what) for row in records] for what in ("baseline", "latest", "target")},
        ),
        (
            Column("_name", page.t("KPI, project, against the plan"), "markdown"),
            *(
                Column(f"_{what}", page.called("kpi_list", f"{what}_value"), "markdown")
                for what in ("baseline", "latest", "target")
            ),
        ),
        page.t("KPIs with baseline, latest value and target, the furthest behind first"),
        all_rows=all_rows,
    )
