"""The status on the progress page: what the projects report, beside what the evidence speaks for, and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import RUNNING, definition
from smart_tokyo.view.charts.progress import statuses
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import reasons
from smart_tokyo.view.subjects import status as status_words

WORST = ("red", "amber", "green")


def status(page: Page, of: pd.DataFrame) -> None:
    """What running projects last reported, what the evidence speaks for, and each project with the reasons.

    `of` is rag_agreement.
    """
    st.header(page.t("Reported and evidence status"), anchor=False)
    if of.empty:
        page.nothing(page.t("No project of this selection is running on this date."))
        return
    statuses(page, of)
    st.caption(definition(page.t, page.lang))
    lineage.links(page, "rag_agreement", "projects")
    everything(page, page.figure("evidence_reasons"))


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of project_progress: disagreements first, then the worst by evidence, what cannot be judged last."""
    places = rows["rag_evidence"].map(WORST.index, na_action="ignore")
    return rows.assign(_agree=~rows["disagree"].astype(bool), _worst=places).sort_values(
        ["_agree", "_worst", "project_id"], kind="stable"
    )


def everything(page: Page, why: pd.DataFrame) -> None:
    """Each running project: reported and evidence status, whether they differ, and the reasons in words."""
    projects = page.figure("project_list").set_index("project_id")
    progress = page.figure("project_progress")
    everyone = ordered(progress[progress["project_id"].map(projects["status"]).isin(RUNNING)])
    rows = choices.paged(page, everyone, choices.SHORT, "report_page")
    said = reasons.by_project(page, why)
    named = [{"project_id": key, **projects.loc[key].to_dict()} for key in rows["project_id"]]
    records = phrases.records(rows)
    table(
        page,
        "status",
        rows.assign(
            _project=[
                "  \n".join(
                    [
                        f"**{phrases.project_link(page, row)}**",
                        *said.get(row["project_id"], [nothing(page, one)]),
                    ]
                )
                for row, one in zip(named, records, strict=True)
            ],
            _reported=[
                reported(page, row, one["programme_id"]) for row, one in zip(records, named, strict=True)
            ],
            _evidence=[by_evidence(page, row) for row in records],
        ),
        (
            Column("_project", page.t("Project and reasons of the evidence"), "markdown"),
            Column("_reported", page.called("project_progress", "rag_reported"), "markdown"),
            Column("_evidence", page.called("project_progress", "rag_evidence"), "markdown"),
        ),
        page.t("Reported and evidence status of each running project with the reasons, disagreements first"),
        all_rows=everyone,
    )
    lineage.links(page, "evidence_reasons", "days", "lag_permille", "actual", "bound")


def nothing(page: Page, row: dict[str, object]) -> str:
    """What stands in the place of reasons where there are none: nothing speaks against it, or nothing speaks at all."""
    if formats.missing(row["rag_evidence"]):
        return page.t("– No milestone, measured KPI or report is known")
    known = (row["last_report_on"], row["worst_kpi_lag_permille"])
    if row["milestones"] and not row["milestones_done"] and all(map(formats.missing, known)):
        return page.t("– Only milestones that are not due yet are known")
    return page.t("– Nothing speaks against it")


def by_evidence(page: Page, row: dict[str, object]) -> str:
    """The status by evidence, and whether it differs from the reported one, as Markdown."""
    text = phrases.evidence(page.lang, row["rag_evidence"])
    return f"{text}  \n{status_words.differs(page)}" if row["disagree"] else text


def reported(page: Page, row: dict[str, object], programme_id: str | None) -> str:
    """The last reported status with its date, as Markdown; `row` is one of project_progress."""
    text = phrases.reported(page, row["rag_reported"], programme_id)
    return (
        text
        if formats.missing(row["last_report_on"])
        else f"{text}  \n:small[{whole(page.date(row['last_report_on']))}]"
    )
