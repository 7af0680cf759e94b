"""What one project has brought: its KPIs and status reports, and the sources of its page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts import plotly, progress
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, linked, plain
from smart_tokyo.view.parts import columns, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.one_project import made, of
from smart_tokyo.view.subjects.status import kpi_sentence


def kpis(page: Page, project: dict[str, Any]) -> None:
    """Each KPI from baseline to target, with a small chart of its values."""
    st.header(page.t("KPIs"), anchor="kpis")
    rows = of(page, "kpi_list", project["project_id"])
    if rows.empty:
        page.nothing(page.t("No KPI is published for this project."))
        return
    series = of(page, "kpi_series", project["project_id"])
    for start in range(0, len(rows), 2):
        cells = st.columns(2)
        for cell, row in zip(cells, phrases.records(rows.iloc[start : start + 2]), strict=False):
            with cell.container(border=True):
                _kpi(page, row, series[series["kpi_id"] == row["kpi_id"]].sort_values("measured_on"))
    made(page, "kpi_list", project["project_id"], "latest_value", "lag_permille")


def _kpi(page: Page, row: dict[str, Any], series: pd.DataFrame) -> None:
    said = kpi_sentence(page, row)
    st.markdown(f"**{phrases.titled(page, row, 'name')}**\n\n{said}")
    if len(series) >= 2 or (len(series) and not formats.missing(row["target_value"])):
        plotly.show(
            page,
            f"kpi_{row['kpi_id']}",
            lambda: progress.kpi(page, row, series),
            f"{page.pick(row, 'name')}: {said}",
            page.pick(row, "name"),
            series,
            kpi=row["kpi_id"],
        )
        with st.expander(page.t("Table")):
            table(
                page,
                f"values_{row['kpi_id']}",
                series.assign(
                    _value=[page.qualified(one["value"], one, "qualifier") for one in phrases.records(series)]
                ),
                [
                    *columns.of(page, "kpi_series", "measured_on"),
                    Column("_value", page.called("kpi_series", "value")),
                ],
                page.t("Measured values of the KPI by date"),
            )


def reports(page: Page, project: dict[str, Any]) -> None:
    """The status reports, newest first."""
    st.header(page.t("Status reports"), anchor="reports")
    rows = of(page, "report_list", project["project_id"]).sort_values("reported_on", ascending=False)
    if rows.empty:
        page.nothing(page.t("No status report is published for this project."))
        return
    records = phrases.records(rows)
    table(
        page,
        "reports",
        rows.assign(
            _rag=[phrases.rag(page.lang, row["rag"]) for row in records],
            _comment=[page.pick(row, "comment") for row in records],
        ),
        (
            *columns.of(page, "report_list", "reported_on"),
            Column("_rag", page.called("report_list", "rag")),
            Column("_comment", page.called("report_list", "comment_ja")),
        ),
        page.t("Status reports of the project, newest first"),
    )


def sources(page: Page, project: dict[str, Any]) -> None:
    """Where everything on this page is known from."""
    st.header(page.t("Sources"), anchor=False)
    rows = of(page, "project_sources", project["project_id"])
    if rows.empty:
        page.nothing(page.t("No source is named for this project."))
        return
    st.markdown("\n".join(f"- {source_line(page, row)}" for row in phrases.records(rows)))


def source_line(page: Page, row: dict[str, Any]) -> str:
    """A source as safe Markdown: its title as a link where it has a web address, publisher and date."""
    behind = [plain(str(row["publisher"]))]
    if not formats.missing(row["published_on"]):
        behind.append(page.date(row["published_on"]))
    return linked(plain(str(row["title"])), row["url"]) + phrases.aside(page.lang, commas(behind, page.lang))
