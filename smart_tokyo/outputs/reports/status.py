"""The second half of the progress report: reported status and evidence, every project, who takes part, support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from smart_tokyo import formats, schema
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Column, Section
from smart_tokyo.outputs.reports import common
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.terms import RUNNING

Progress = Sequence[Row]
"""Rows of project_progress, each with its `project`, a row of project_list."""
OF = "project_progress"


def reports(r: Reading, running: Progress) -> Section:
    """The reported status of the running projects beside what the evidence speaks for."""
    t, shown = r.t, partial(common.shown, r, OF)
    title = t("Reported status and evidence")
    if not running:
        return Section(title, (t("No project of this selection is running."),))
    reported = {row["rag"]: row["projects"] for row in r.rows("rag_counts")}
    evidence = Counter(row["rag_evidence"] for row in running)
    colours = [
        one for one in schema.field("status_reports", "rag").enum if reported.get(one) or evidence[one]
    ]
    rows: list[tuple[str, Any, Any]] = [(r.rag(one), reported.get(one, 0), evidence[one]) for one in colours]
    rows += [(r.rag(None), reported[None], None)] if None in reported else []
    over = t("Running projects by reported status")
    chart = common.bars(over, [row[:2] for row in rows], r.named("projects"))
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
        shown("rag_reported", 1.3),
        shown("rag_evidence", 1.3),
        slide=False,
    )
    made = sum(row["rag_reported"] is not None for row in running)
    said = t("No status report is known for the {n} projects that are selected or active.", n=len(running))
    if made:
        said = t(
            "Of {n} projects that are selected or active, {reported} have a report; "
            "{other} of these say otherwise than the evidence.",
            n=formats.number(len(running)),
            reported=formats.number(made),
            other=formats.number(len(other)),
        )
    return Section(title, (said,), (), chart, (counts, differing) if other else (counts,))


def every_project(r: Reading, progress: Progress) -> Section:
    """The progress of every selected project, the longest overdue first."""
    t, shown = r.t, partial(common.shown, r, OF)

    def is_running(row: Row) -> bool:
        return row["project"]["status"] in RUNNING

    def reported(row: Row) -> str:
        asked = row["rag_reported"] or is_running(row)
        return r.rag(row["rag_reported"], row["project"]["programme_id"]) if asked else ""

    table = common.table(
        t("Progress of every project"),
        sorted(progress, key=lambda row: -(row["worst_overdue_days"] or 0)),
        (Column(t("Project"), width=3.4), lambda row: r.title({**row["project"], "status": None})),
        (Column(t("Status"), width=1.1), lambda row: r.word("projects", "status", row["project"]["status"])),
        shown("milestones_done", 1.2, lambda row: r.ratio(row["milestones_done"], row["milestones"])),
        shown("worst_overdue_days"),
        (Column(t("Worst KPI lag (points)"), "points", 1), "worst_kpi_lag_permille"),
        shown("last_report_on", 1.8),
        shown("rag_reported", 1.1, reported),
        shown("rag_evidence", 1.1, lambda row: r.evidence(row["rag_evidence"]) if is_running(row) else ""),
        note=t("The evidence is judged for projects that are selected or active."),
    )
    return Section(t("Every project"), (), tables=(table,))


def members(r: Reading, projects: int) -> Section:
    """Who takes part, by kind of organization."""
    t, shown = r.t, partial(common.shown, r, "consortium_composition")
    found = {row["kind"]: row for row in r.rows("consortium_composition")}
    rows = [found[kind] for kind in schema.field("organizations", "kind").enum if kind in found]
    over = t("Member organizations by kind")
    counted = [(r.word("organizations", "kind", row["kind"]), row["organizations"]) for row in rows]
    complete = sum(row["members_complete"] for row in r.rows("consortium_parts"))
    ratio = r.ratio(complete, projects)
    said = t("Known members only. The list is known to be complete for {ratio} projects.", ratio=ratio)
    return common.listed(
        t("Who takes part"),
        rows,
        t("No consortium member is known for this selection."),
        shown("kind", 2),
        shown("organizations"),
        shown("projects", 1.4, lambda row: r.ratio(row["projects"], projects)),
        said=said if rows else "",
        over=over,
        chart=common.bars(over, counted, r.called("consortium_composition", "organizations")),
    )


def support(r: Reading) -> Section:
    """The implementation support given, by kind."""
    t, rows, shown = r.t, r.rows("support_hours"), partial(common.shown, r, "support_hours")
    counted = [(r.word("support", "kind", row["kind"]), row["hours"]) for row in rows]
    unit = r.called("support_hours", "hours")
    return common.listed(
        t("Implementation support"),
        rows,
        t("No support is known for this selection."),
        (Column(t("Kind of support"), width=2), shown("kind")[1]),
        shown("hours"),
        shown("entries"),
        over=t("Hours and entries of support by kind"),
        chart=common.bars(t("Hours of support by kind"), counted, unit, "number"),
    )
