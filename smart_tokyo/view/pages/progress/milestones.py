"""The progress page in a sentence, its milestones and its KPIs: counts, what is late, and everything in tables."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts import plotly, progress
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import worded
from smart_tokyo.view.subjects import status
from smart_tokyo.view.subjects.status import kpi_point, kpi_sentence
from smart_tokyo.words import N_

Counts = Mapping[str, Any]  # the one row of milestone_counts or kpi_counts


def finding(page: Page, milestones: Counts, kpis: Counts, pairs: pd.DataFrame) -> str:
    """The progress in one to six sentences, each with its denominator; `pairs` is rag_agreement."""
    if milestones["milestones"]:
        text = N_("**{done} milestones are done and {overdue} overdue.**")
        if milestones["overdue_withdrawn"]:
            text = N_(
                "**{done} milestones are done and {overdue} overdue** ({n} of these in withdrawn projects)."
            )
        parts = [
            page.t(
                text,
                done=page.ratio(milestones["done"], milestones["milestones"]),
                overdue=formats.number(milestones["overdue"]),
                n=formats.number(milestones["overdue_withdrawn"]),
            )
        ]
    else:
        parts = [page.t("**No milestone is published for this selection.**")]
    if kpis["compared"]:
        ratio = page.ratio(kpis["behind_plan"], kpis["compared"])
        parts.append(page.t("{ratio} KPIs with a plan and a value are behind plan.", ratio=ratio))
    if kpis["not_measured"]:
        n = formats.number(kpis["not_measured"])
        parts.append(page.t("KPIs with a plan not measured yet: {n}.", n=n))
    return page.sentences(*parts, status.finding(page, pairs))


def milestones(page: Page, counts: Counts) -> None:
    """Counts by state, what is overdue, the timeline of some projects, and all milestones in a table."""
    st.header(page.t("Milestones"), anchor=False)
    total = counts["milestones"]
    if not total:
        page.nothing(page.t("No milestone is published for this selection."))
        return
    states = ("done", "overdue", "planned")
    cells = {state: formats.out_of(counts[state], total, page.lang) for state in states}
    phrases.tiles([(phrases.state(page, state), number, "") for state, number in cells.items()])
    lineage.links(page, "milestone_counts", "milestones", *states)
    rows = page.figure("milestone_list")
    _overdue(page, rows[rows["state"] == "overdue"])
    _timeline(page, counts["projects"])
    lineage.links(page, "milestone_list", "overdue_days")
    listed = (
        *columns.of(page, "milestone_list", "due_on"),
        worded(page.t("Milestone"), partial(phrases.titled, page)),
        worded(page.t("Project"), partial(page.pick, column="project_title"), "text"),
        worded(page.called("milestone_list", "state"), lambda row: phrases.state(page, row["state"]), "text"),
        *columns.of(page, "milestone_list", "done_on"),
    )
    with st.expander(page.t("Table")):
        alt = page.t("All milestones of the selection by due date")
        sections.paged(page, "milestones", rows, listed, alt)


def _overdue(page: Page, late: pd.DataFrame) -> None:
    if late.empty:
        st.markdown(page.t("No milestone is overdue."))
        return
    st.markdown(f"**{page.t('Overdue, the longest first')}**")

    def days(row: dict[str, Any]) -> str:
        return whole(f"!\u00a0{phrases.counted(page.lang, 'day', row['overdue_days'])}")

    def title(row: dict[str, Any]) -> str:
        return f"{phrases.titled(page, row)}  \n:small[{_project(page, row)}]"

    shown = (
        worded(page.t("Overdue by"), days),
        *columns.of(page, "milestone_list", "due_on"),
        worded(page.t("Milestone and project"), title),
    )
    alt = page.t("Overdue milestones with the days they are overdue, the longest first")
    sections.paged(page, "overdue", late, shown, alt, choices.SHORT, "overdue_page")


def _project(page: Page, row: dict[str, Any]) -> str:
    return phrases.project_link(page, row, "project_title")


def _timeline(page: Page, total: int) -> None:
    """A row per project with its milestones around the as-of date; `total` projects have any."""
    rows = page.figure("milestone_timeline")
    projects = phrases.records(rows.drop_duplicates("place"))
    title = page.t("Milestones of each project around the as-of date")
    st.markdown(f"**{title}**")
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
    text = N_("Milestones of {n} projects: done, planned and overdue around the as-of date")
    alt = page.t(text, n=len(projects))
    draw = partial(progress.milestones, page, rows, list(rows["place"]), labels)
    plotly.show(page, "timeline", draw, alt, title, rows)


def kpis(page: Page, counts: Counts) -> None:
    """KPIs that can be compared with their plan, the furthest behind first; those never measured or without one."""
    st.header(page.t("KPIs"), anchor=False)
    if not counts["kpis"]:
        page.nothing(page.t("No KPI is published for this selection."))
        return
    rows = page.figure("kpi_list")
    compared = rows[rows["lag_permille"].notna()].sort_values("lag_permille", ascending=False, kind="stable")
    has_plan = rows[["baseline_value", "target_value", "target_on"]].notna().all(axis=1)
    if len(compared):
        _compared(page, counts, compared)
    _without_lag(page, page.t("With a plan, not measured yet"), rows[has_plan & rows["lag_permille"].isna()])
    _without_lag(page, page.t("Without a published baseline, target or target date"), rows[~has_plan])


def _compared(page: Page, counts: Counts, rows: pd.DataFrame) -> None:
    st.markdown(
        page.t(
            "Of {total} KPIs with a plan and a value, {behind} are behind plan, {on} on plan and {ahead} ahead.",
            total=formats.number(counts["compared"]),
            behind=formats.number(counts["behind_plan"]),
            on=formats.number(counts["on_plan"]),
            ahead=formats.number(counts["ahead_of_plan"]),
        )
    )
    lineage.links(page, "kpi_counts", "compared", "behind_plan", "on_plan", "ahead_of_plan", "not_measured")

    def about(row: dict[str, Any]) -> str:
        name, lag = phrases.titled(page, row, "name"), phrases.lag(page, row["lag_permille"])
        return f"**{name}**  \n:small[{_project(page, row)}]  \n{lag}"

    def at(row: dict[str, Any], what: str) -> str:
        value, day = kpi_point(page, row, what)
        return value + (f"  \n:small[{whole(day)}]" if day else "")

    points = {what: page.called("kpi_list", f"{what}_value") for what in ("baseline", "latest", "target")}
    shown = (
        worded(page.t("KPI, project, against the plan"), about),
        *(worded(label, partial(at, what=what)) for what, label in points.items()),
    )
    alt = page.t("KPIs with baseline, latest value and target, the furthest behind first")
    sections.paged(page, "kpis", rows, shown, alt, choices.SHORT, "kpi_page")
    st.caption(
        page.t(
            "Behind or ahead = share of the time passed − share of the way from baseline to target covered."
        )
    )
    lineage.links(page, "kpi_list", "lag_permille", "latest_value")


def _without_lag(page: Page, title: str, rows: pd.DataFrame) -> None:
    """KPIs in a line each, under a title with their number."""
    if rows.empty:
        return
    total = formats.number(len(rows))
    st.markdown(f"**{title}** ({total})")
    st.markdown(
        "\n".join(
            f"- **{phrases.titled(page, row, 'name')}** ({_project(page, row)})  \n  {kpi_sentence(page, row)}"
            for row in phrases.records(rows.head(plotly.MAX_ROWS))
        )
    )
    if len(rows) > plotly.MAX_ROWS:
        st.caption(page.t("The first {shown} of {total}.", shown=plotly.MAX_ROWS, total=total))
