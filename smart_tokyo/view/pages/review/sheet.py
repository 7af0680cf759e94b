"""One project on one page for the meeting: plain text and narrow tables, two abreast, so that it prints on A4."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.terms import AMOUNTS, RUNNING
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.review import board
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import one_project, status
from smart_tokyo.view.subjects.one_project import of
from smart_tokyo.view.subjects.status import differs, kpi_sentence

COMPUTED = ("limit_yen", "headroom_yen")


def show(page: Page, project: dict[str, Any]) -> None:
    """Everything the meeting asks about one project, from its status to its last report."""
    st.markdown(phrases.badges(page, project))
    _facts(page, project)
    for left, right in (
        ((_status,), (_open,)),
        ((_money, _milestones), ()),
        ((_kpis, _support), (_members, _last_report)),
    ):
        sides = [side for side in (left, right) if side]
        for side, cell in zip(sides, st.columns(len(sides)), strict=True):
            with cell:
                for part in side:
                    part(page, project)


def _lines(page: Page, pairs: list[tuple[str, str]]) -> None:
    """Label and safe Markdown, a line each."""
    said = [page.t("{label}: {value}", label=f"**{label}**", value=value) for label, value in pairs]
    st.markdown("  \n".join(said))


def _facts(page: Page, project: dict[str, Any]) -> None:
    years = formats.years(project["start_fy"], project["end_fy"], page.lang)
    where = [page.name(kind, project[column]) for kind, column in (("area", "area_id"), ("theme", "theme"))]
    _lines(
        page,
        [
            (page.t("Programme"), plain(page.name("programme", project["programme_id"]))),
            (page.t("Area and theme"), plain(" ・ ".join(where))),
            (page.t("Project period"), plain(years)),
        ],
    )


def _status(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Status"), anchor=False)
    row = phrases.records(of(page, "project_progress", project["project_id"]))[0]
    said = phrases.reported(page, row["rag_reported"], project["programme_id"])
    if not formats.missing(row["last_report_on"]):
        said += phrases.aside(page.lang, page.date(row["last_report_on"]))
    if project["status"] in RUNNING:
        found = phrases.evidence(page.lang, row["rag_evidence"])
    else:
        found = page.t("not assessed, as the project is not running")
    if row["disagree"]:
        found += f" {differs(page)}"
    _lines(page, [(page.named("rag_reported"), said), (page.named("rag_evidence"), found)])
    why = status.reasons(page, of(page, "evidence_reasons", project["project_id"]))
    st.markdown("\n".join(f"- {line}" for line in why.get(project["project_id"], [])))


def _open(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Open points"), anchor=False)
    rows = of(page, "review_attention", project["project_id"])
    if rows.empty:
        st.markdown(page.t("No open point."))
        return
    found = board.behind(page, **one_project.LIFTED, project_id=project["project_id"])
    lines = []
    for row in phrases.records(board.by_weight(rows, found)):
        since = (
            ""
            if formats.missing(row["since_on"])
            else page.t("since {date}", date=page.date(row["since_on"]))
        )
        name = f"**{board.name(page, str(row['reason']))}**{phrases.aside(page.lang, since)}"
        lines.append(f"- {name}  \n  {_indented(board.sentence(page, row, found))}")
    st.markdown("\n".join(lines))


def stages(page: Page, rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """The rows of one project's grant_ledger turned: a row per stage, a column per fiscal year, in the unit."""
    years = [int(year) for year in rows["fiscal_year"]]
    cells = {
        f"_{year}": [
            page.t("cannot be computed")
            if stage in COMPUTED and formats.missing(row[stage])
            else page.amount(row[stage])
            for stage in AMOUNTS
        ]
        for year, row in zip(years, phrases.records(rows), strict=True)
    }
    turned = pd.DataFrame({"_stage": [page.called("grant_ledger", name) for name in AMOUNTS], **cells})
    shown = [Column(f"_{year}", page.fiscal_year(year)) for year in years]
    return turned, (Column("_stage", page.t("Stage")), *shown)


def _money(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Money"), anchor=False)
    rows = of(page, "grant_ledger", project["project_id"])
    if rows.empty:
        st.markdown(page.t("There is no grant year for this project in the data."))
        return
    turned, columns = stages(page, rows)
    st.caption(page.t("Amounts in {unit}", unit=page.unit_name))  # a header of it is not seen on a telephone
    table(
        page,
        "grants",
        turned,
        columns,
        page.t("Money of the project by stage and fiscal year"),
        all_rows=rows,
    )
    alone = {**one_project.LIFTED, "project_id": project["project_id"]}
    lineage.links(page, "grant_ledger", *AMOUNTS, over=alone)


def _milestones(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Milestones"), anchor=False)
    rows = of(page, "milestone_list", project["project_id"])
    if rows.empty:
        st.markdown(page.t("No milestone is published for this project."))
        return
    records = phrases.records(rows)
    table(
        page,
        "milestone_list",
        rows.assign(
            _title=[
                f"{phrases.state(page.lang, row['state'])} {phrases.titled(page, row)}" for row in records
            ],
        ),
        (
            Column("_title", page.t("Milestone"), "markdown"),
            *columns.of(page, "milestone_list", "due_on", "done_on"),
        ),
        page.t("The project's milestones with due date, date done and state"),
    )


def _kpis(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("KPIs"), anchor=False)
    rows = phrases.records(of(page, "kpi_list", project["project_id"]))
    lines = [
        f"- **{phrases.titled(page, row, 'name')}**  \n  {_indented(kpi_sentence(page, row))}" for row in rows
    ]
    st.markdown("\n".join(lines) or page.t("No KPI is published for this project."))


def _indented(text: str) -> str:
    """Markdown with hard line breaks, for use inside a list."""
    return text.replace("  \n", "  \n  ")


def _members(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Consortium and roles"), anchor=False)
    members = of(page, "project_members", project["project_id"])
    if members.empty:
        st.markdown(page.t("The consortium is not known from the published sources."))
        return
    pairs = []
    for role, label in one_project.ROLES.items():
        these = phrases.records(members[members["role"] == role])
        names = [
            phrases.titled(page, row, "name")
            + phrases.aside(page.lang, phrases.word(page.lang, "organizations", "kind", row["kind"]))
            for row in these
        ]
        if names or role == "lead":
            pairs.append((page.t(label), commas(names, page.lang) or page.t("not known")))
    _lines(page, pairs)


def _support(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Support given"), anchor=False)
    rows = phrases.records(of(page, "support_hours", project["project_id"]))
    said = [
        page.t(
            "{label}: {value}",
            label=phrases.word(page.lang, "support", "kind", row["kind"]),
            value=page.unknown
            if formats.missing(row["hours"])
            else phrases.counted(page.lang, "hour", row["hours"]),
        )
        for row in rows
    ]
    st.markdown(commas(said, page.lang) or page.t("No support record is published for this selection."))


def _last_report(page: Page, project: dict[str, Any]) -> None:
    st.header(page.t("Last status report"), anchor=False)
    rows = phrases.records(of(page, "report_list", project["project_id"]).sort_values("reported_on"))
    if not rows:
        st.markdown(page.t("No status report is published for this project."))
        return
    last = rows[-1]
    said = phrases.rag(page.lang, last["rag"]) + phrases.aside(page.lang, page.date(last["reported_on"]))
    comment = page.pick(last, "comment")
    st.markdown(f"{said}  \n{plain(comment)}" if comment else said)
