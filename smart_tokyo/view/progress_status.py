"""The rest of the progress page: what projects report, who takes part, and the support given."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.view import charts, evidence, marks, options
from smart_tokyo.view.frame import Page
from smart_tokyo.view.palette import KIND, PROGRAMME, RAG, STATE
from smart_tokyo.view.tables import Column, table

RUNNING = ("selected", "active")


def status(page: Page, rag: pd.DataFrame) -> None:
    """What running projects last reported, how old that is, and who has not reported."""
    st.subheader(page.t("Reported status"), anchor=False)
    if rag.empty:
        page.nothing(page.t("No project of this selection is running on this date."))
        return
    running = int(rag["running"].iloc[0])
    if not rag["rag"].notna().any():
        page.nothing(
            page.t(
                "No status report is published for the {projects} running on this date.",
                projects=marks.counted(page.lang, "project", running),
            )
        )
        return
    found = {str(row["rag"]): int(row["projects"]) for row in marks.records(rag[rag["rag"].notna()])}
    none = int(rag[rag["rag"].isna()]["projects"].sum())
    keys = [key for key in schema.field("status_reports", "rag").enum if key in found]
    labels = [marks.rag(page.lang, key) for key in keys] + ([marks.rag(page.lang, None)] if none else [])
    values = [found[key] for key in keys] + ([none] if none else [])
    said = [formats.ratio(value, running, page.lang) for value in values]
    charts.show(
        page,
        "rag",
        lambda: charts.counts(
            labels, values, said, [*(RAG[key] for key in keys), STATE["planned"]][: len(values)]
        ),
        "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
    )
    st.caption(page.t("Of the projects that are selected or active. What the project itself last reported."))
    evidence.links(page, "rag_counts", "projects", "running")
    reports(page)


def reports(page: Page) -> None:
    """The last report of each running project, the oldest first, those without any on top."""
    rows = page.figure("project_list")
    rows = rows[rows["status"].isin(RUNNING)]
    rows = rows.sort_values("report_age_days", ascending=False, na_position="first", kind="stable")
    with st.expander(page.t("Age of the last report, project by project")):
        rows = options.paged(page, rows, name="report_page")
        table(
            page,
            rows.assign(
                _project=[page.pick(row, "title") for row in marks.records(rows)],
                _rag=[marks.rag(page.lang, key) for key in rows["rag_reported"]],
            ),
            (
                Column("_project", page.t("Project")),
                Column("_rag", page.t("Reported status")),
                Column("last_report_on", page.t("Reported on"), "date"),
                Column("report_age_days", page.t("Days ago"), "days"),
            ),
            page.t("Last status report of each running project, the oldest first"),
        )


def consortia(page: Page, projects: int) -> None:
    """Who takes part, by kind of organization."""
    st.subheader(page.t("Who takes part"), anchor=False)
    rows = page.figure("consortium_composition")
    if rows.empty:
        page.nothing(page.t("No consortium member is published for this selection."))
        return
    order = list(schema.field("organizations", "kind").enum)
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(order.index))
    labels = [marks.word(page.lang, "organizations", "kind", kind) for kind in rows["kind"]]
    said = [
        page.t(
            "{organizations} in {ratio} projects",
            organizations=marks.counted(page.lang, "organization", row["organizations"]),
            ratio=formats.ratio(row["projects"], projects, page.lang),
        )
        for row in marks.records(rows)
    ]
    charts.show(
        page,
        "kinds",
        lambda: charts.counts(
            labels, [int(n) for n in rows["organizations"]], said, [KIND[kind] for kind in rows["kind"]]
        ),
        "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
    )
    evidence.links(page, "consortium_composition", "organizations", "projects")
    with st.expander(page.t("Table")):
        table(
            page,
            rows.assign(_kind=labels),
            (
                Column("_kind", page.t("Kind")),
                Column("organizations", page.t("Organizations"), "count"),
                Column("projects", page.t("Projects with such a member"), "count"),
            ),
            page.t("Member organizations by kind"),
        )


def support(page: Page) -> None:
    """The implementation support given, by kind."""
    st.subheader(page.t("Support given"), anchor=False)
    rows = page.figure("support_hours")
    if rows.empty:
        page.nothing(page.t("No support record is published for this selection."))
        return
    labels = [marks.word(page.lang, "support", "kind", kind) for kind in rows["kind"]]
    if rows["hours"].notna().any():
        said = [
            page.unknown if formats.missing(hours) else marks.counted(page.lang, "hour", hours)
            for hours in rows["hours"]
        ]
        charts.show(
            page,
            "support",
            lambda: charts.counts(
                labels,
                [0 if formats.missing(hours) else float(hours) for hours in rows["hours"]],
                said,
                [PROGRAMME["PG-CHIIKI"]] * len(rows),
            ),
            "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
        )
    evidence.links(page, "support_hours", "hours", "entries")
    with st.expander(page.t("Table")):
        table(
            page,
            rows.assign(_kind=labels),
            (
                Column("_kind", page.t("Kind of support")),
                Column("hours", page.t("Hours"), "number"),
                Column("entries", page.t("Entries"), "count"),
            ),
            page.t("Hours and entries of support by kind"),
        )
