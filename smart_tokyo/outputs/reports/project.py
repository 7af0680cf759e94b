"""The project sheet: everything about one project on one or two pages, declared once for all formats."""

from __future__ import annotations

from typing import Any

from smart_tokyo import formats, palette
from smart_tokyo.outputs.documents.document import Chart, Column, Document, KeyFigure, Section, Series, Table
from smart_tokyo.outputs.reports import common, rules
from smart_tokyo.outputs.reports.reading import Reading, document
from smart_tokyo.technologies import listed
from smart_tokyo.terms import STAGES

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
    return document(
        r,
        r.title(project),
        sections,
        common.of_project(r),
        (r.t("Project"), r.line(project_id)),
    )


def _about(r: Reading, project: dict[str, Any], totals: dict[str, Any]) -> Section:
    t = r.t
    (state,) = r.rows("project_progress")
    used = listed(r.line(project["technologies"]), r.lang)
    facts = (
        (t("Programme"), r.name("programme", project["programme_id"])),
        (t("Area"), r.name("area", project["area_id"])),
        (t("Theme"), r.name("theme", project["theme"])),
        (t("Status"), r.word("projects", "status", project["status"])),
        (t("Project period"), formats.years(project["start_fy"], project["end_fy"], r.lang)),
        (t("Technologies"), ("、" if r.lang == "ja" else ", ").join(used)),
    )
    figures = (
        *(
            KeyFigure(common.in_total(r, column), totals[column], "yen", "", r.unknown)
            for column in ("decided_yen", "paid_yen")
        ),
        KeyFigure(
            t("Milestones done"),
            state["milestones_done"],
            "count",
            t("of {total}", total=formats.number(state["milestones"])),
        ),
        KeyFigure(t("Reported status"), r.rag(state["rag_reported"]), "text"),
    )
    columns = (Column(t("Item")), Column(t("Content"), width=3.4))
    summary = r.pick(project, "summary")
    return Section(
        t("Outline"), (summary,) if summary else (), figures, None, (Table(t("Outline"), columns, facts),)
    )


def _members(r: Reading, project: dict[str, Any]) -> Section:
    t = r.t
    title = t("Consortium and roles")
    rows = r.rows("project_members")
    name = r.pick(project, "consortium_name")
    said = (name,) if name else ()
    if not rows:
        return Section(title, (*said, t("No consortium member is known for this project.")))
    columns = (Column(t("Organization"), width=3), Column(t("Kind"), width=1.4), Column(t("Role"), width=1.2))
    cells = tuple(
        (
            r.title(row, "name"),
            r.word("organizations", "kind", row["kind"]),
            r.word("consortium_members", "role", row["role"]),
        )
        for row in rows
    )
    return Section(title, said, tables=(Table(title, columns, cells),))


def _money(r: Reading) -> Section:
    t = r.t
    title = t("Grants by fiscal year")
    rows = r.rows("grant_ledger")
    if not rows:
        return Section(title, (t("No grant is known for this project."),))
    computed = t("cannot be computed")
    columns = (
        Column(t("Fiscal year"), "fiscal_year", 1.35),
        *common.yen_columns(
            r, Column(t("Limit"), "yen", 1.4, computed), Column(t("Headroom"), "yen", 1.4, computed)
        ),
    )
    cells = tuple(
        (row["fiscal_year"], *common.yen_row(row), row["limit_yen"], row["headroom_yen"]) for row in rows
    )
    known = [row for row in rows if any(row[column] is not None for column in STAGES)]
    chart = None
    if len(known) >= FEW:
        said = "; ".join(
            f"{formats.fiscal_year(row['fiscal_year'], r.lang)}: {t('Decided')} {r.money(row['decided_yen'])}"
            for row in rows
        )
        chart = Chart(
            title,
            "columns",
            "yen",
            tuple(formats.fiscal_year(row["fiscal_year"], r.lang) for row in rows),
            tuple(
                Series(t(name), tuple(row[column] for row in rows), palette.STAGE[column])
                for column, name in STAGES.items()
            ),
            f"{title}. {said}",
        )
    return Section(title, (), (), chart, (Table(t("{what}, in yen", what=title), columns, cells),))


def _milestones(r: Reading) -> Section:
    t = r.t
    title = t("Milestones")
    rows = r.rows("milestone_list")
    if not rows:
        return Section(title, (t("No milestone is known for this project."),))
    states = {"done": t("Done"), "planned": t("Planned"), "overdue": t("Overdue")}
    columns = (
        Column(t("Milestone"), width=3),
        Column(t("Due"), "date", 1.2),
        Column(t("State"), width=1),
        Column(t("Done on"), "date", 1.2),
        Column(t("Days overdue"), "count", 0.9),
    )
    cells = tuple(
        (
            r.title({**row, "project_status": None}),
            row["due_on"],
            states[row["state"]],
            row["done_on"],
            row["overdue_days"],
        )
        for row in rows
    )
    return Section(title, (), tables=(Table(title, columns, cells),))


def _kpis(r: Reading) -> Section:
    title = r.t("KPIs")
    rows = r.rows("kpi_list")
    if not rows:
        return Section(title, (r.t("No KPI is known for this project."),))
    cells = tuple(common.kpi_row(r, row) for row in rows)
    return Section(title, (), tables=(Table(title, common.kpi_columns(r), cells),))


def _reports(r: Reading) -> Section:
    t = r.t
    title = t("Status reports")
    rows = sorted(r.rows("report_list"), key=lambda row: row["reported_on"], reverse=True)
    if not rows:
        return Section(title, (t("No status report is known for this project."),))
    columns = (
        Column(t("Reported on"), "date", 1.1),
        Column(t("Status"), width=0.9),
        Column(t("Comment"), width=4),
    )
    cells = tuple((row["reported_on"], r.rag(row["rag"]), r.pick(row, "comment")) for row in rows)
    return Section(title, (), tables=(Table(t("Status reports, newest first"), columns, cells),))


def _sources(r: Reading, project_id: str) -> Section:
    t = r.t
    title = t("Sources")
    rows = r.rows("project_sources", project_id=project_id)
    if not rows:
        return Section(title, (t("No source is named for this project."),))
    columns = (
        Column(t("Publisher"), width=1.6),
        Column(t("Title"), width=3),
        Column(t("Published on"), "date", 1.5),
        Column(t("Address"), width=3),
    )
    cells = tuple(
        (r.line(row["publisher"]), r.line(row["title"]), row["published_on"], r.line(row["url"]))
        for row in rows
    )
    return Section(title, (), tables=(Table(title, columns, cells),))
