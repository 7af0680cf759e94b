"""The progress report: how far the selected projects are, declared once for all formats."""

from __future__ import annotations

from typing import Any

from smart_tokyo import formats, schema
from smart_tokyo.outputs.documents.document import Column, Document, KeyFigure, Section, Table
from smart_tokyo.outputs.reports import common, status
from smart_tokyo.outputs.reports.reading import Reading, document
from smart_tokyo.terms import RUNNING


def report(r: Reading) -> Document:
    """The progress report of the selection. Its figures are not narrowed by fiscal years."""
    totals, milestones, kpis = r.one("programme_totals"), r.one("milestone_counts"), r.one("kpi_counts")
    progress = r.rows("project_progress")
    projects = {row["project_id"]: row for row in r.rows("project_list")}
    if not totals["projects"]:
        sections: tuple[Section, ...] = (common.nothing(r),)
    else:
        sections = (
            _summary(r, totals, milestones, kpis, progress, projects),
            _statuses(r, totals["projects"]),
            _milestones(r, milestones),
            _overdue(r),
            _kpis(r, kpis),
            _kpi_list(r),
            status.reports(r, progress, projects),
            status.every_project(r, progress, projects),
            status.members(r, totals["projects"]),
            status.support(r),
        )
    return document(r, r.t("Progress report"), sections, common.of_progress(r))


def _summary(
    r: Reading,
    totals: dict[str, Any],
    milestones: dict[str, Any],
    kpis: dict[str, Any],
    progress: list[dict[str, Any]],
    projects: dict[str, dict[str, Any]],
) -> Section:
    t = r.t
    running = [row for row in progress if projects[row["project_id"]]["status"] in RUNNING]
    reported = sum(row["rag_reported"] is not None for row in running)
    disagree = sum(bool(row["disagree"]) for row in running)
    inferred = sum(row["confidence"] == "inferred" for row in projects.values())

    def part(label: str, n: int, total: int) -> KeyFigure:
        """A number of a whole; of nothing there is no part, not even 0."""
        return KeyFigure(label, n if total else None, "count", t("of {total}", total=formats.number(total)))

    figures = (
        KeyFigure(t("Number of projects"), totals["projects"], "count"),
        KeyFigure(t("Areas"), totals["areas"], "count"),
        KeyFigure(t("Organizations"), totals["organizations"], "count"),
        part(t("Milestones done"), milestones["done"], milestones["milestones"]),
        part(t("Milestones overdue"), milestones["overdue"], milestones["milestones"]),
        part(t("KPIs behind plan"), kpis["behind_plan"], kpis["compared"]),
        part(t("Running projects with a report"), reported, len(running)),
        part(t("Report and evidence disagree"), disagree, reported),
    )
    said = [
        t(
            "Of {total} milestones, {done} are done and {overdue} overdue.",
            total=formats.number(milestones["milestones"]),
            done=formats.number(milestones["done"]),
            overdue=formats.number(milestones["overdue"]),
        )
        if milestones["milestones"]
        else t("No milestone is known for this selection."),
        t(
            "Of {total} KPIs with a plan and a value, {behind} are behind plan.",
            total=formats.number(kpis["compared"]),
            behind=formats.number(kpis["behind_plan"]),
        )
        if kpis["compared"]
        else t("No KPI with a plan and a value is known for this selection."),
    ]
    if inferred:
        said.append(
            t("Inferred from sources: {ratio}.", ratio=formats.ratio(inferred, totals["projects"], r.lang))
        )
    return Section(t("Summary"), ("".join(said) if r.lang == "ja" else " ".join(said),), figures)


def _statuses(r: Reading, total: int) -> Section:
    t = r.t
    found = {row["status"]: row["projects"] for row in r.rows("status_counts")}
    order = [status for status in schema.field("projects", "status").enum if status in found]
    named = [(r.word("projects", "status", status), found[status]) for status in order]
    columns = (
        Column(t("Status"), width=2),
        Column(t("Number of projects"), "count"),
        Column(t("of all"), "text"),
    )
    rows = tuple((name, n, formats.ratio(n, total, r.lang)) for name, n in named)
    title = t("Projects by status")
    return Section(
        title,
        (),
        (),
        common.bars(r, title, named, unit=columns[1].label),
        (Table(title, columns, rows),),
    )


def _milestones(r: Reading, counts: dict[str, Any]) -> Section:
    t = r.t
    title = t("Milestones")
    if not counts["milestones"]:
        return Section(title, (t("No milestone is known for this selection."),))
    named = [
        (t("Done"), counts["done"]),
        (t("Overdue"), counts["overdue"]),
        (t("Planned"), counts["planned"]),
    ]
    said = t(
        "{projects} of the projects have milestones, {late} an overdue one.",
        projects=formats.number(counts["projects"]),
        late=formats.number(counts["projects_overdue"]),
    )
    columns = (
        Column(t("State"), width=2),
        Column(t("Number of milestones"), "count"),
        Column(t("of all"), "text"),
    )
    rows = tuple((name, n, formats.ratio(n, counts["milestones"], r.lang)) for name, n in named)
    return Section(
        title,
        (said,),
        (),
        common.bars(r, title, named, unit=columns[1].label),
        (Table(title, columns, rows),),
    )


def _overdue(r: Reading) -> Section:
    t = r.t
    title = t("Overdue milestones")
    late = [row for row in r.rows("milestone_list") if row["state"] == "overdue"]
    if not late:
        return Section(title, (t("No milestone is overdue."),))
    columns = (
        Column(t("Project"), width=3),
        Column(t("Milestone"), width=2.4),
        Column(t("Due"), "date", 1.3),
        Column(t("Days overdue"), "count"),
    )
    rows = tuple(
        (
            r.title({**row, "confidence": None}, "project_title"),
            r.title({**row, "project_status": None}),
            row["due_on"],
            row["overdue_days"],
        )
        for row in late
    )
    return Section(title, (), tables=(Table(t("Overdue, the longest first"), columns, rows),))


def _kpis(r: Reading, counts: dict[str, Any]) -> Section:
    t = r.t
    title = t("KPIs against their plan")
    if not counts["kpis"]:
        return Section(title, (t("No KPI is known for this selection."),))
    named = [
        (t("Behind plan"), counts["behind_plan"]),
        (t("On plan"), counts["on_plan"]),
        (t("Ahead of plan"), counts["ahead_of_plan"]),
        (t("With a plan, not measured yet"), counts["not_measured"]),
        (t("Without a known baseline, target or target date"), counts["without_target"]),
    ]
    columns = (
        Column(t("State"), width=2),
        Column(t("Number of KPIs"), "count"),
        Column(t("of all"), "text"),
    )
    rows = tuple((name, n, formats.ratio(n, counts["kpis"], r.lang)) for name, n in named)
    return Section(
        title,
        (),
        (),
        common.bars(r, title, named, unit=columns[1].label),
        (Table(title, columns, rows),),
    )


def _kpi_list(r: Reading) -> Section:
    t = r.t
    title = t("KPIs, the furthest behind first")
    known = sorted(
        r.rows("kpi_list"), key=lambda row: (row["lag_permille"] is None, -(row["lag_permille"] or 0))
    )
    if not known:
        return Section(title, (t("No KPI is known for this selection."),))
    columns = (Column(t("Project"), width=2.6), *common.kpi_columns(r))
    rows = tuple(
        (r.title({**row, "confidence": None}, "project_title"), *common.kpi_row(r, row)) for row in known
    )
    return Section(title, (), tables=(Table(title, columns, rows),))
