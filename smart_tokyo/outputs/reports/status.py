"""The second half of the progress report: reported status and evidence, every project, who takes part, support."""

from __future__ import annotations

from collections import Counter
from typing import Any

from smart_tokyo import formats, schema
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Column, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.terms import RUNNING

OF = "project_progress"


def reports(r: Reading, running: list[dict[str, Any]]) -> Section:
    """The reported status of the running projects beside what the evidence speaks for."""
    t = r.t
    title = t("Reported status and evidence")
    if not running:
        return Section(title, (t("No project of this selection is running."),))
    reported = {row["rag"]: row["projects"] for row in r.rows("rag_counts")}
    evidence = Counter(row["rag_evidence"] for row in running)
    colours = [
        key for key in schema.field("status_reports", "rag").enum if reported.get(key) or evidence[key]
    ]
    rows: list[tuple[Any, ...]] = [(r.rag(key), reported.get(key, 0), evidence[key]) for key in colours]
    rows += [(r.rag(None), reported[None], None)] if None in reported else []
    chart = common.bars(
        t("Running projects by reported status"), (row[:2] for row in rows), r.named("projects")
    )
    rows += [(r.evidence(None), None, evidence[None])] if evidence[None] else []
    counts = common.table(
        title,
        rows,
        (Column(t("Status"), width=2), lambda row: row[0]),
        (Column(r.named("rag_reported"), "count"), lambda row: row[1]),
        (Column(r.named("rag_evidence"), "count"), lambda row: row[2]),
    )
    other = [row for row in running if row["disagree"]]
    differing = common.table(
        t("Projects whose report and evidence disagree"),
        other,
        (Column(t("Project"), width=3.4), lambda row: r.title(row["project"])),
        common.shown(r, OF, "rag_reported", 1.3, lambda row: r.rag(row["rag_reported"])),
        common.shown(r, OF, "rag_evidence", 1.3, lambda row: r.evidence(row["rag_evidence"])),
        slide=False,
    )
    made = sum(row["rag_reported"] is not None for row in running)
    said = (
        t(
            "Of {n} projects that are selected or active, {reported} have a report; "
            "{other} of these say otherwise than the evidence.",
            n=formats.number(len(running)),
            reported=formats.number(made),
            other=formats.number(len(other)),
        )
        if made
        else t("No status report is known for the {n} projects that are selected or active.", n=len(running))
    )
    return Section(title, (said,), (), chart, (counts, differing) if other else (counts,))


def every_project(r: Reading, progress: list[dict[str, Any]]) -> Section:
    """The progress of every selected project, the longest overdue first."""
    t = r.t

    def reported(row: Row) -> str:
        if row["rag_reported"] or is_running(row):
            return r.rag(row["rag_reported"], row["project"]["programme_id"])
        return ""

    def is_running(row: Row) -> bool:
        return row["project"]["status"] in RUNNING

    table = common.table(
        t("Progress of every project"),
        sorted(progress, key=lambda row: -(row["worst_overdue_days"] or 0)),
        (Column(t("Project"), width=3.4), lambda row: r.title({**row["project"], "status": None})),
        (
            Column(t("Status"), width=1.1),
            lambda row: r.word("projects", "status", row["project"]["status"]),
        ),
        common.shown(
            r, OF, "milestones_done", 1.2, lambda row: r.ratio(row["milestones_done"], row["milestones"])
        ),
        common.shown(r, OF, "worst_overdue_days"),
        (Column(t("Worst KPI lag (points)"), "points", 1), "worst_kpi_lag_permille"),
        common.shown(r, OF, "last_report_on", 1.8),
        common.shown(r, OF, "rag_reported", 1.1, reported),
        common.shown(
            r, OF, "rag_evidence", 1.1, lambda row: r.evidence(row["rag_evidence"]) if is_running(row) else ""
        ),
        note=t("The evidence is judged for projects that are selected or active."),
    )
    return Section(t("Every project"), (), tables=(table,))


def members(r: Reading, projects: int) -> Section:
    """Who takes part, by kind of organization."""
    t, title, unit = r.t, r.t("Who takes part"), r.called("consortium_composition", "organizations")
    found = {row["kind"]: row for row in r.rows("consortium_composition")}
    rows = [found[kind] for kind in schema.field("organizations", "kind").enum if kind in found]
    if not rows:
        return Section(title, (t("No consortium member is known for this selection."),))

    def name(row: Row) -> str:
        return r.word("organizations", "kind", row["kind"])

    over = t("Member organizations by kind")
    chart = common.bars(over, ((name(row), row["organizations"]) for row in rows), unit)
    table = common.table(
        over,
        rows,
        common.shown(r, "consortium_composition", "kind", 2, name),
        common.shown(r, "consortium_composition", "organizations"),
        common.shown(
            r, "consortium_composition", "projects", 1.4, lambda row: r.ratio(row["projects"], projects)
        ),
    )
    complete = sum(row["members_complete"] for row in r.rows("consortium_parts"))
    ratio = r.ratio(complete, projects)
    said = t("Known members only. The list is known to be complete for {ratio} projects.", ratio=ratio)
    return Section(title, (said,), (), chart, (table,))


def support(r: Reading) -> Section:
    """The implementation support given, by kind."""
    t, title, rows = r.t, r.t("Implementation support"), r.rows("support_hours")
    if not rows:
        return Section(title, (t("No support is known for this selection."),))

    def name(row: Row) -> str:
        return r.word("support", "kind", row["kind"])

    hours = ((name(row), row["hours"]) for row in rows)
    chart = common.bars(t("Hours of support by kind"), hours, r.called("support_hours", "hours"), "number")
    table = common.table(
        t("Hours and entries of support by kind"),
        rows,
        (Column(t("Kind of support"), width=2), name),
        common.shown(r, "support_hours", "hours"),
        common.shown(r, "support_hours", "entries"),
    )
    return Section(title, (), (), chart, (table,))
