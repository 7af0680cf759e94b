"""The project sheet: everything about one project on one or two pages, declared once for all formats."""

from __future__ import annotations

from functools import partial

from smart_tokyo import formats
from smart_tokyo.figures import Reading
from smart_tokyo.figures.technologies import listed
from smart_tokyo.outputs.documents.document import Column, Document, KeyFigure, Section
from smart_tokyo.outputs.reports import common, cover, rules
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.terms import STAGES, STATES
from smart_tokyo.words import commas

OF_MEMBERS = "project_members"
FEW = 2  # known years that a chart needs to compare anything


class UnknownProject(ValueError):
    """The snapshot has no such project for this audience; the message is one sentence."""


def report(r: Reading) -> Document:
    """The sheet of the project that the filters name. Raises UnknownProject."""
    project_id = r.filters.project_id or ""
    found = r.rows("project_detail") if project_id else []
    if not found:
        raise UnknownProject(r.t("There is no project “{id}” in this data.", id=r.line(project_id)))
    project, totals = found[0], r.one("programme_totals")
    sections = (
        _about(r, project, totals),
        _members(r, project),
        _money(r),
        _milestones(r),
        _kpis(r),
        _reports(r),
        rules.of_project(r),
        _sources(r, project_id),
    )
    about = ((r.t("Project"), r.line(project_id)),)
    return cover.document(r, r.title(project), sections, about, common.of_project(r))


def _about(r: Reading, project: Row, totals: Row) -> Section:
    t, state = r.t, r.one("project_progress")
    facts = (
        (t("Programme"), r.name("programme", project["programme_id"])),
        (t("Area"), r.name("area", project["area_id"])),
        (t("Theme"), r.name("theme", project["theme"])),
        (t("Status"), r.word("projects", "status", project["status"])),
        (t("Project period"), formats.years(project["start_fy"], project["end_fy"], r.lang)),
        (t("Technologies"), commas(listed(r.line(project["technologies"]), r.lang), r.lang)),
    )
    figures = (
        *(
            KeyFigure(common.in_total(r, column), totals[column], "yen", "", r.unknown)
            for column in ("decided_yen", "paid_yen")
        ),
        KeyFigure(
            r.named("milestones_done"),
            state["milestones_done"],
            "count",
            common.out_of(r, state["milestones"]),
        ),
        KeyFigure(r.named("rag_reported"), r.rag(state["rag_reported"], project["programme_id"]), "text"),
    )
    table = common.table(
        t("Outline"),
        facts,
        (Column(t("Item")), lambda fact: fact[0]),
        (Column(t("Content"), width=3.4), lambda fact: fact[1]),
    )
    summary = r.pick(project, "summary")
    return Section(t("Outline"), (summary,) if summary else (), figures, None, (table,))


def _members(r: Reading, project: Row) -> Section:
    t = r.t
    name = r.pick(project, "consortium_name")
    return common.listed(
        t("Consortium and roles"),
        r.rows("project_members"),
        t("No consortium member is known for this project."),
        (Column(t("Organization"), width=3), lambda row: r.title(row, "name")),
        common.shown(r, OF_MEMBERS, "kind", 1.4, lambda row: r.word("organizations", "kind", row["kind"])),
        common.shown(
            r, OF_MEMBERS, "role", 1.2, lambda row: r.word("consortium_members", "role", row["role"])
        ),
        said=(name,) if name else (),
    )


def _money(r: Reading) -> Section:
    title, rows = r.t("Grants by fiscal year"), r.rows("grant_ledger")
    if not rows:
        return Section(title, (r.t("No grant is known for this project."),))
    known = [row for row in rows if any(row[column] is not None for column in STAGES)]
    chart = (
        common.money_bars(r, title, "columns", rows, partial(common.name_of_year, r))
        if len(known) >= FEW
        else None
    )
    table = common.table(r.t("{what}, in yen", what=title), rows, *common.grant(r))
    return Section(title, (), (), chart, (table,))


def _milestones(r: Reading) -> Section:
    t = r.t
    return common.listed(
        t("Milestones"),
        r.rows("milestone_list"),
        t("No milestone is known for this project."),
        (Column(t("Milestone"), width=3), partial(common.own_title, r)),
        common.shown(r, "milestone_list", "due_on", 1.2),
        common.shown(r, "milestone_list", "state", of=lambda row: t(STATES[row["state"]])),
        common.shown(r, "milestone_list", "done_on", 1.2),
        common.shown(r, "milestone_list", "overdue_days", 0.9),
    )


def _kpis(r: Reading) -> Section:
    absent = r.t("No KPI is known for this project.")
    return common.listed(r.t("KPIs"), r.rows("kpi_list"), absent, *common.kpi(r))


def _reports(r: Reading) -> Section:
    t = r.t
    return common.listed(
        t("Status reports"),
        sorted(r.rows("report_list"), key=lambda row: row["reported_on"], reverse=True),
        t("No status report is known for this project."),
        common.shown(r, "report_list", "reported_on", 1.1),
        common.shown(r, "report_list", "rag", 0.9, lambda row: r.rag(row["rag"])),
        common.shown(r, "report_list", "comment_ja", 4, lambda row: r.pick(row, "comment")),
        over=t("Status reports, newest first"),
    )


def _sources(r: Reading, project_id: str) -> Section:
    t = r.t
    return common.listed(
        t("Sources"),
        r.rows("project_sources", project_id=project_id),
        t("No source is named for this project."),
        common.shown(r, "project_sources", "publisher", 1.6, lambda row: r.line(row["publisher"])),
        common.shown(r, "project_sources", "title", 3, lambda row: r.line(row["title"])),
        common.shown(r, "project_sources", "published_on", 1.5),
        common.shown(r, "project_sources", "url", 3, lambda row: r.line(row["url"])),
    )
