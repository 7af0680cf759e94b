"""The progress page in a sentence, and its milestones: counts, what is overdue, and the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts import plotly, progress
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import sentences, whole
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import status

Counts = Mapping[str, Any]  # the one row of milestone_counts or kpi_counts


def finding(page: Page, milestones: Counts, kpis: Counts, pairs: pd.DataFrame) -> str:
    """The progress in one to six sentences, each with its denominator; `pairs` is rag_agreement."""
    lang, parts = page.lang, []
    if milestones["milestones"]:
        counted = {
            "done": formats.ratio(milestones["done"], milestones["milestones"], lang),
            "overdue": formats.number(milestones["overdue"]),
        }
        parts.append(
            page.t(
                "**{done} milestones are done and {overdue} overdue** ({n} of these in withdrawn projects).",
                n=formats.number(milestones["overdue_withdrawn"]),
                **counted,
            )
            if milestones["overdue_withdrawn"]
            else page.t("**{done} milestones are done and {overdue} overdue.**", **counted)
        )
    else:
        parts.append(page.t("**No milestone is published for this selection.**"))
    if kpis["compared"]:
        ratio = formats.ratio(kpis["behind_plan"], kpis["compared"], lang)
        parts.append(page.t("{ratio} KPIs with a plan and a value are behind plan.", ratio=ratio))
    if kpis["not_measured"]:
        n = formats.number(kpis["not_measured"])
        parts.append(page.t("KPIs with a plan not measured yet: {n}.", n=n))
    parts.append(status.finding(page, pairs))
    return sentences(filter(None, parts), lang)


def milestones(page: Page, counts: Counts) -> None:
    """Counts by state, what is overdue, the timeline of some projects, and all milestones in a table."""
    st.header(page.t("Milestones"), anchor=False)
    total = counts["milestones"]
    if not total:
        page.nothing(page.t("No milestone is published for this selection."))
        return
    phrases.tiles(
        [
            (phrases.state(page.lang, state), formats.out_of(counts[state], total, page.lang), "")
            for state in ("done", "overdue", "planned")
        ]
    )
    lineage.links(page, "milestone_counts", "milestones", "done", "overdue", "planned")
    rows = page.figure("milestone_list")
    overdue(page, rows)
    timeline(page, counts["projects"])
    lineage.links(page, "milestone_list", "overdue_days")
    everything(page, rows)


def overdue(page: Page, rows: pd.DataFrame) -> None:
    """The overdue milestones of a milestone_list, whose order has the longest overdue first."""
    late = rows[rows["state"] == "overdue"]
    if late.empty:
        st.markdown(page.t("No milestone is overdue."))
        return
    st.markdown(f"**{page.t('Overdue, the longest first')}**")
    everything = late
    late = choices.paged(page, late, choices.SHORT, "overdue_page")
    records = phrases.records(late)
    table(
        page,
        "overdue",
        late.assign(
            _title=[
                f"{phrases.titled(page, row)}  \n:small[{phrases.project_link(page, row, 'project_title')}]"
                for row in records
            ],
            _late=[
                whole(f"!\u00a0{phrases.counted(page.lang, 'day', row['overdue_days'])}") for row in records
            ],
        ),
        (
            Column("_late", page.t("Overdue by"), "markdown"),
            *columns.of(page, "milestone_list", "due_on"),
            Column("_title", page.t("Milestone and project"), "markdown"),
        ),
        page.t("Overdue milestones with the days they are overdue, the longest first"),
        all_rows=everything,
    )


def timeline(page: Page, total: int) -> None:
    """A row per project with its milestones around the as-of date; `total` projects have any."""
    rows = page.figure("milestone_timeline")
    projects = phrases.records(rows.drop_duplicates("place"))
    st.markdown(f"**{page.t('Milestones of each project around the as-of date')}**")
    if total > len(projects):
        st.caption(
            page.t(
                "The chart shows {shown} of {total} projects: those longest overdue, "
                "then those with the next date due. The table has all.",
                shown=len(projects),
                total=formats.number(total),
            )
        )
    labels = [plotly.label(page.pick(row, "project_title")) for row in projects]
    plotly.show(
        page,
        "timeline",
        lambda: progress.milestones(page, rows, list(rows["place"]), labels, page.snapshot["as_of"]),
        page.t(
            "Milestones of {n} projects: done, planned and overdue around the as-of date", n=len(projects)
        ),
        page.t("Milestones of each project around the as-of date"),
        rows,
    )


def everything(page: Page, rows: pd.DataFrame) -> None:
    """All milestones by due date."""
    with st.expander(page.t("Table")):
        listed = choices.paged(page, rows)
        records = phrases.records(listed)
        table(
            page,
            "milestones",
            listed.assign(
                _title=[phrases.titled(page, row) for row in records],
                _project=[page.pick(row, "project_title") for row in records],
                _state=[phrases.state(page.lang, row["state"]) for row in records],
            ),
            (
                *columns.of(page, "milestone_list", "due_on"),
                Column("_title", page.t("Milestone"), "markdown"),
                Column("_project", page.t("Project")),
                Column("_state", page.called("milestone_list", "state")),
                *columns.of(page, "milestone_list", "done_on"),
            ),
            page.t("All milestones of the selection by due date"),
            all_rows=rows,
        )
