"""The KPIs of the progress page: those with a plan, the furthest behind first, and those without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import charts, evidence, marks, options
from smart_tokyo.view.frame import Page
from smart_tokyo.view.project_results import kpi_point, kpi_sentence
from smart_tokyo.view.tables import Column, table
from smart_tokyo.view.text import whole


def show(page: Page, counts: Mapping[str, Any]) -> None:
    """KPIs with a plan, the furthest behind first; then those that cannot be compared with one.

    `counts` is the row of kpi_counts.
    """
    st.header(page.t("KPIs"), anchor=False)
    if not counts["kpis"]:
        page.nothing(page.t("No KPI is published for this selection."))
        return
    rows = page.figure("kpi_list")
    planned = rows[rows["lag_permille"].notna()].sort_values("lag_permille", ascending=False, kind="stable")
    rest = rows[rows["lag_permille"].isna()]
    if len(planned):
        st.markdown(
            page.t(
                "Of {total} KPIs with a target, {behind} are behind plan, {on} on plan and {ahead} ahead.",
                total=formats.number(counts["with_target"]),
                behind=formats.number(counts["behind_plan"]),
                on=formats.number(counts["on_plan"]),
                ahead=formats.number(counts["ahead_of_plan"]),
            )
            + _unmeasured(page, counts)
        )
        evidence.links(page, "kpi_counts", "with_target", "behind_plan", "on_plan", "ahead_of_plan")
        _kpi_table(page, options.paged(page, planned, options.SHORT, "kpi_page"), planned)
        st.caption(
            page.t(
                "Behind or ahead = share of the time passed − "
                "share of the way from baseline to target covered."
            )
        )
        evidence.links(page, "kpi_list", "lag_permille", "latest_value")
    if len(rest):
        without = formats.number(counts["without_target"])
        st.markdown(f"**{page.t('Without a published baseline, target or target date')}** ({without})")
        lines = [
            f"- **{marks.titled(page, row, 'name')}** ({_project(page, row)})  \n  {kpi_sentence(page, row)}"
            for row in marks.records(rest.head(charts.MAX_ROWS))
        ]
        st.markdown("\n".join(lines))
        if len(rest) > charts.MAX_ROWS:
            st.caption(page.t("The first {shown} of {total}.", shown=charts.MAX_ROWS, total=without))


def _unmeasured(page: Page, counts: Mapping[str, Any]) -> str:
    if not counts["not_measured"]:
        return ""
    return ("" if page.lang == "ja" else " ") + page.t(
        "Of these, {n} have not been measured yet and count as 0.", n=formats.number(counts["not_measured"])
    )


def _project(page: Page, row: dict[str, Any]) -> str:
    return marks.project_link(page, row, "project_title")


def _kpi_table(page: Page, rows: pd.DataFrame, all_rows: pd.DataFrame) -> None:
    def at(row: dict[str, Any], what: str) -> str:
        value, day = kpi_point(page, row, what)
        return value + (f"  \n:small[{whole(day)}]" if day else "")

    records = marks.records(rows)
    table(
        page,
        "kpis",
        rows.assign(
            _name=[
                f"**{marks.titled(page, row, 'name')}**  \n:small[{_project(page, row)}]  \n"
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
        all_rows=all_rows,
    )
