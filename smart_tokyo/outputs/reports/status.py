"""The second half of the progress report: reported status and evidence, every project, who takes part, support."""

from __future__ import annotations

from collections import Counter
from typing import Any

from smart_tokyo import formats, schema
from smart_tokyo.outputs.documents.document import Column, Section, Table
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.reading import Reading
from smart_tokyo.terms import RUNNING


def reports(r: Reading, progress: list[dict[str, Any]], projects: dict[str, dict[str, Any]]) -> Section:
    """The reported status of the running projects beside what the evidence speaks for."""
    t = r.t
    title = t("Reported status and evidence")
    running = [row for row in progress if projects[row["project_id"]]["status"] in RUNNING]
    if not running:
        return Section(title, (t("No project of this selection is running."),))
    reported = {row["rag"]: row["projects"] for row in r.rows("rag_counts")}
    evidence = Counter(row["rag_evidence"] for row in running)
    colours = [
        key for key in schema.field("status_reports", "rag").enum if reported.get(key) or evidence[key]
    ]
    shown = [*colours, *([None] if None in reported else [])]
    chart = common.bars(
        r,
        t("Running projects by reported status"),
        ((r.rag(key), reported.get(key, 0)) for key in shown),
        unit=t("Number of projects"),
    )
    columns = (
        Column(t("Status"), width=2),
        Column(t("Reported"), "count"),
        Column(t("By the evidence"), "count"),
    )
    rows: list[tuple[Any, ...]] = [(r.rag(key), reported.get(key, 0), evidence[key]) for key in colours]
    rows += [(r.rag(None), reported[None], None)] if None in reported else []
    rows += [(r.evidence(None), None, evidence[None])] if evidence[None] else []
    other = tuple(
        (r.title(projects[row["project_id"]]), r.rag(row["rag_reported"]), r.evidence(row["rag_evidence"]))
        for row in running
        if row["disagree"]
    )
    tables = [Table(title, columns, tuple(rows))]
    if other:
        columns = (
            Column(t("Project"), width=3.4),
            Column(t("Reported"), width=1.3),
            Column(t("By the evidence"), width=1.3),
        )
        tables.append(Table(t("Projects whose report and evidence disagree"), columns, other, slide=False))
    reports = sum(row["rag_reported"] is not None for row in running)
    said = (
        t(
            "Of {n} projects that are selected or active, {reported} have a report; "
            "{other} of these say otherwise than the evidence.",
            n=formats.number(len(running)),
            reported=formats.number(reports),
            other=formats.number(len(other)),
        )
        if reports
        else t("No status report is known for the {n} projects that are selected or active.", n=len(running))
    )
    return Section(title, (said,), (), chart, tuple(tables))


def every_project(r: Reading, progress: list[dict[str, Any]], projects: dict[str, dict[str, Any]]) -> Section:
    """The progress of every selected project, the longest overdue first."""
    t = r.t
    columns = (
        Column(t("Project"), width=3.4),
        Column(t("Status"), width=1.1),
        Column(t("Milestones done"), width=1.2),
        Column(t("Days overdue at worst"), "count", 1),
        Column(t("Worst KPI lag (points)"), "points", 1),
        Column(t("Last status report"), "date", 1.8),
        Column(t("Reported"), width=1.1),
        Column(t("By the evidence"), width=1.1),
    )
    rows = tuple(
        (
            r.title({**projects[row["project_id"]], "status": None}),
            r.word("projects", "status", projects[row["project_id"]]["status"]),
            formats.ratio(row["milestones_done"], row["milestones"], r.lang),
            row["worst_overdue_days"],
            row["worst_kpi_lag_permille"],
            row["last_report_on"],
            *_statuses(r, row, projects[row["project_id"]]["status"] in RUNNING),
        )
        for row in sorted(progress, key=lambda row: -(row["worst_overdue_days"] or 0))
    )
    title = t("Every project")
    note = t("The evidence is judged for projects that are selected or active.")
    return Section(title, (), tables=(Table(t("Progress of every project"), columns, rows, note),))


def _statuses(r: Reading, row: dict[str, Any], is_running: bool) -> tuple[str, str]:
    """Reported and evidence status; of what is not running only what was reported."""
    if is_running:
        return r.rag(row["rag_reported"]), r.evidence(row["rag_evidence"])
    return r.rag(row["rag_reported"]) if row["rag_reported"] else "", ""


def members(r: Reading, projects: int) -> Section:
    """Who takes part, by kind of organization."""
    t = r.t
    title = t("Who takes part")
    found = {row["kind"]: row for row in r.rows("consortium_composition")}
    order = [kind for kind in schema.field("organizations", "kind").enum if kind in found]
    if not order:
        return Section(title, (t("No consortium member is known for this selection."),))
    named = [(r.word("organizations", "kind", kind), found[kind]) for kind in order]
    chart = common.bars(
        r,
        t("Member organizations by kind"),
        ((name, row["organizations"]) for name, row in named),
        unit=t("Organizations"),
    )
    columns = (
        Column(t("Kind"), width=2),
        Column(t("Organizations"), "count"),
        Column(t("Projects with such a member"), "text", 1.4),
    )
    rows = tuple(
        (name, row["organizations"], formats.ratio(row["projects"], projects, r.lang)) for name, row in named
    )
    complete = sum(row["members_complete"] for row in r.rows("consortium_parts"))
    ratio = formats.ratio(complete, projects, r.lang)
    said = t("Known members only. The list is known to be complete for {ratio} projects.", ratio=ratio)
    return Section(title, (said,), (), chart, (Table(t("Member organizations by kind"), columns, rows),))


def support(r: Reading) -> Section:
    """The implementation support given, by kind."""
    t = r.t
    title = t("Implementation support")
    known = r.rows("support_hours")
    if not known:
        return Section(title, (t("No support is known for this selection."),))
    named = [(r.word("support", "kind", row["kind"]), row) for row in known]
    chart = common.bars(
        r, t("Hours of support by kind"), ((name, row["hours"]) for name, row in named), "number", t("Hours")
    )
    columns = (
        Column(t("Kind of support"), width=2),
        Column(t("Hours"), "number", absent=r.unknown),
        Column(t("Entries"), "count"),
    )
    rows = tuple((name, row["hours"], row["entries"]) for name, row in named)
    return Section(title, (), (), chart, (Table(t("Hours and entries of support by kind"), columns, rows),))
