"""The progress page in a sentence, and its milestones: counts, what is overdue, and the timeline."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view import charts, charts_progress, marks, options
from smart_tokyo.view.frame import Page
from smart_tokyo.view.tables import Column, table
from smart_tokyo.view.text import plain, whole

CHART_PROJECTS = (
    15  # with a row each in the timeline: those with something overdue, then those with the next due date
)
SHORT = 20  # rows of a list that stands open on the page


def finding(page: Page, milestones: pd.DataFrame, kpis: pd.DataFrame, rag: pd.DataFrame) -> str:
    """The progress in one to three sentences, each with its denominator."""
    lang, parts = page.lang, []
    if len(milestones):
        counts = milestones["state"].value_counts()
        parts.append(
            page.t(
                "**{done} milestones are done and {overdue} overdue.**",
                done=formats.ratio(counts.get("done", 0), len(milestones), lang),
                overdue=formats.number(counts.get("overdue", 0)),
            )
        )
    else:
        parts.append(page.t("**No milestone is published for this selection.**"))
    measurable = kpis["lag_permille"].notna()
    if measurable.any():
        behind = int((kpis["lag_permille"].fillna(0) > 0).sum())
        parts.append(
            page.t(
                "{ratio} KPIs with a target are behind plan.",
                ratio=formats.ratio(behind, measurable.sum(), lang),
            )
        )
    running, reported = int(rag["projects"].sum()), int(rag[rag["rag"].notna()]["projects"].sum())
    if running and reported:
        green = int(rag[rag["rag"] == "green"]["projects"].sum())
        parts.append(
            page.t(
                "{ratio} running projects report “{word}”.",
                ratio=formats.ratio(green, running, lang),
                word=marks.word(lang, "status_reports", "rag", "green"),
            )
        )
    elif running:
        parts.append(page.t("No status report is published."))
    return ("" if lang == "ja" else " ").join(parts)


def titles(page: Page) -> dict[str, str]:
    """The title of each selected project in the reader's language."""
    return {row["project_id"]: page.pick(row, "title") for row in marks.records(page.figure("project_list"))}


def milestones(page: Page, rows: pd.DataFrame, named: dict[str, str]) -> None:
    """Counts by state, the timeline per project, and what is overdue, oldest first."""
    st.subheader(page.t("Milestones"), anchor=False)
    if rows.empty:
        page.nothing(page.t("No milestone is published for this selection."))
        return
    counts = rows["state"].value_counts()
    marks.tiles(
        [
            (marks.state(page.lang, state), formats.out_of(counts.get(state, 0), len(rows), page.lang), "")
            for state in ("done", "overdue", "planned")
        ]
    )
    overdue(page, rows, named)
    timeline(page, rows, named)


def overdue(page: Page, rows: pd.DataFrame, named: dict[str, str]) -> None:
    """The overdue milestones, the longest overdue first."""
    late = rows[rows["state"] == "overdue"].sort_values(
        ["overdue_days", "milestone_id"], ascending=[False, True]
    )
    if late.empty:
        st.markdown(page.t("No milestone is overdue."))
        return
    st.markdown(f"**{page.t('Overdue, the longest first')}**")
    late = options.paged(page, late, SHORT, "overdue_page")
    records = marks.records(late)
    table(
        page,
        late.assign(
            _title=[
                f"{marks.titled(page, row)}  \n:small[{plain(named[row['project_id']])}]" for row in records
            ],
            _late=[
                whole(f"!\u00a0{marks.counted(page.lang, 'day', row['overdue_days'])}") for row in records
            ],
        ),
        (
            Column("_late", page.t("Overdue by"), "markdown"),
            Column("due_on", page.t("Due"), "date"),
            Column("_title", page.t("Milestone and project"), "markdown"),
        ),
        page.t("Overdue milestones with the days they are overdue, the longest first"),
    )


def in_chart(rows: pd.DataFrame) -> list[str]:
    """The projects that the timeline shows: the longest overdue first, then by the next date due."""
    late = rows.groupby("project_id")["overdue_days"].max().fillna(0)
    still = rows[rows["state"] == "planned"].groupby("project_id")["due_on"].min()
    last = rows.groupby("project_id")["due_on"].max()
    order = sorted(
        last.index,
        key=lambda key: (-int(late[key]), key not in still.index, still.get(key, last[key]).toordinal(), key),
    )
    return order[:CHART_PROJECTS]


def timeline(page: Page, rows: pd.DataFrame, named: dict[str, str]) -> None:
    """A row per project with its milestones around the as-of date."""
    projects = in_chart(rows)
    shown = rows[rows["project_id"].isin(projects)].sort_values(["due_on", "milestone_id"])
    total = rows["project_id"].nunique()
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
    places = [projects.index(key) for key in shown["project_id"]]
    labels = [charts.label(named.get(key, key)) for key in projects]
    charts.show(
        page,
        "timeline",
        lambda: charts_progress.milestones(page, shown, places, labels, page.snapshot["as_of"]),
        page.t(
            "Milestones of {n} projects: done, planned and overdue around the as-of date", n=len(projects)
        ),
    )
    with st.expander(page.t("Table")):
        listed = options.paged(page, rows.sort_values(["due_on", "milestone_id"]))
        records = marks.records(listed)
        table(
            page,
            listed.assign(
                _title=[marks.titled(page, row) for row in records],
                _project=[named.get(row["project_id"], row["project_id"]) for row in records],
                _state=[marks.state(page.lang, row["state"]) for row in records],
            ),
            (
                Column("due_on", page.t("Due"), "date"),
                Column("_title", page.t("Milestone"), "markdown"),
                Column("_project", page.t("Project")),
                Column("_state", page.t("State")),
                Column("done_on", page.t("Done on"), "date"),
            ),
            page.t("All milestones of the selection by due date"),
        )
