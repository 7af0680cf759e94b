"""What the projects report beside what the evidence speaks for, and why; who takes part, and the support given."""

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.terms import RUNNING, definition
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.charts.progress import statuses
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import Column, worded
from smart_tokyo.view.subjects import status as status_words

WORST = ("red", "amber", "green")
Row = dict[str, Any]


def status(page: Page, of: pd.DataFrame) -> None:
    """What running projects last reported, what the evidence speaks for (rag_agreement), each project with reasons."""
    title = page.t("Reported and evidence status")
    if not sections.begin(page, title, of, page.t("No project of this selection is running on this date.")):
        return
    statuses(page, of)
    st.caption(definition(page.t, page.lang))
    lineage.links(page, "rag_agreement", "projects")
    _everyone(page)
    lineage.links(page, "evidence_reasons", "days", "lag_permille", "actual", "bound")


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of project_progress: disagreements first, then the worst by evidence, what cannot be judged last."""
    places = rows["rag_evidence"].map(WORST.index, na_action="ignore")
    return rows.assign(_agree=~rows["disagree"].astype(bool), _worst=places).sort_values(
        ["_agree", "_worst", "project_id"], kind="stable"
    )


def _everyone(page: Page) -> None:
    """Each running project: reported and evidence status, whether they differ, and the reasons in words."""
    projects = page.figure("project_list").set_index("project_id")
    progress = page.figure("project_progress")
    running = progress["project_id"].map(projects["status"]).isin(RUNNING)
    said = status_words.reasons(page, page.figure("evidence_reasons"))

    def why(row: Row) -> str:
        project: Row = {"project_id": row["project_id"], **projects.loc[row["project_id"]]}
        told = said.get(row["project_id"], [nothing(page, row)])
        return "  \n".join([f"**{phrases.project_link(page, project)}**", *told])

    def by_evidence(row: Row) -> str:
        text = phrases.evidence(page, row["rag_evidence"])
        return f"{text}  \n{status_words.differs(page)}" if row["disagree"] else text

    def by_report(row: Row) -> str:
        return reported(page, row, projects["programme_id"][row["project_id"]])

    shown = (
        worded(page.t("Project and reasons of the evidence"), why),
        worded(page.called("project_progress", "rag_reported"), by_report),
        worded(page.called("project_progress", "rag_evidence"), by_evidence),
    )
    alt = page.t("Reported and evidence status of each running project with the reasons, disagreements first")
    rows = ordered(progress[running])
    sections.paged(page, "status", rows, shown, alt, choices.SHORT, "report_page")


def nothing(page: Page, row: Row) -> str:
    """What stands in the place of reasons where there are none: nothing speaks against it, or nothing speaks at all."""
    if formats.missing(row["rag_evidence"]):
        return page.t("– No milestone, measured KPI or report is known")
    known = (row["last_report_on"], row["worst_kpi_lag_permille"])
    if row["milestones"] and not row["milestones_done"] and all(map(formats.missing, known)):
        return page.t("– Only milestones that are not due yet are known")
    return page.t("– Nothing speaks against it")


def reported(page: Page, row: Row, programme_id: str | None) -> str:
    """The last reported status with its date, as Markdown; `row` is one of project_progress."""
    text = phrases.reported(page, row["rag_reported"], programme_id)
    if formats.missing(row["last_report_on"]):
        return text
    return f"{text}  \n:small[{whole(page.date(row['last_report_on']))}]"


def consortia(page: Page, projects: int) -> None:
    """Who takes part, by kind of organization."""
    rows = page.figure("consortium_composition")
    nobody = page.t("No consortium member is published for this selection.")
    if not sections.begin(page, page.t("Who takes part"), rows, nobody):
        return
    order = list(schema.field("organizations", "kind").enum)
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(order.index))
    rows = rows.assign(_kind=[page.word("organizations", "kind", kind) for kind in rows["kind"]])
    said = [
        page.t(
            "{organizations} in {ratio} projects",
            organizations=phrases.counted(page.lang, "organization", row["organizations"]),
            ratio=page.ratio(row["projects"], projects),
        )
        for row in phrases.records(rows)
    ]
    title, labels = page.t("Member organizations by kind"), list(rows["_kind"])
    plotly.bars(page, "kinds", labels, [int(n) for n in rows["organizations"]], said, title, rows)
    shown = columns.of(page, "consortium_composition", "organizations", "projects")
    sections.folded(page, "organizations", rows, [Column("_kind", page.named("kind")), *shown], title)
    ratio = page.ratio(int(page.figure("consortium_parts")["members_complete"].sum()), projects)
    st.caption(
        page.t("Known members only. The list is known to be complete for {ratio} projects.", ratio=ratio)
    )
    lineage.links(page, "consortium_composition", "organizations", "projects")


def support(page: Page) -> None:
    """The implementation support given, by kind."""
    rows = page.figure("support_hours")
    none = page.t("No support record is published for this selection.")
    if not sections.begin(page, page.t("Support given"), rows, none):
        return
    labels = [page.word("support", "kind", kind) for kind in rows["kind"]]
    title = page.t("Hours and entries of support by kind")
    known = rows["hours"].notna()
    if known.any():
        said = [
            phrases.counted(page.lang, "hour", hours) if there else page.unknown
            for hours, there in zip(rows["hours"], known, strict=True)
        ]
        plotly.bars(page, "support", labels, list(rows["hours"].fillna(0).astype(float)), said, title, rows)
    shown = columns.of(page, "support_hours", "hours", "entries")
    kind = Column("_kind", page.t("Kind of support"))
    sections.folded(page, "support_hours", rows.assign(_kind=labels), (kind, *shown), title)
    lineage.links(page, "support_hours", "hours", "entries")
