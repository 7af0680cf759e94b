"""The progress report: projects, milestones, KPIs and reported status, declared once for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from smart_tokyo import formats, schema
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents.document import Column, Document, KeyFigure, Section
from smart_tokyo.outputs.reports import common, status, subjects
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.outputs.reports.status import Progress
from smart_tokyo.terms import RUNNING, STATES
from smart_tokyo.words import N_

DEFINED = ("Overdue", "Lag of a KPI", "rag_reported", "rag_evidence", "Fiscal years")


def report(r: Reading) -> Document:
    """The progress report of the selection. Its figures are not narrowed by fiscal years."""
    return common.of_selection(r, r.t("Progress report"), _sections(r), *DEFINED)


def _sections(r: Reading) -> Iterator[Section]:
    t, totals = r.t, r.one("programme_totals")
    if not totals["projects"]:
        yield common.nothing(r)
        return
    milestones, kpis = r.one("milestone_counts"), r.one("kpi_counts")
    projects = {row["project_id"]: row for row in r.rows("project_list")}
    progress = [{**row, "project": projects[row["project_id"]]} for row in r.rows("project_progress")]
    running = [row for row in progress if row["project"]["status"] in RUNNING]
    inferred = sum(row["confidence"] == "inferred" for row in projects.values())
    yield _summary(r, totals, milestones, kpis, running, inferred)

    found = {row["status"]: row["projects"] for row in r.rows("status_counts")}
    order = [one for one in schema.field("projects", "status").enum if one in found]
    named = [(r.word("projects", "status", one), found[one]) for one in order]
    total = totals["projects"]
    yield common.parts(r, t("Projects by status"), t("Status"), r.named("projects"), named, total)
    yield _milestones(r, milestones)
    yield common.listed(
        t("Overdue milestones"),
        [row for row in r.rows("milestone_list") if row["state"] == "overdue"],
        t("No milestone is overdue."),
        subjects.project(r),
        (Column(t("Milestone"), width=2.4), partial(subjects.own_title, r)),
        common.shown(r, "milestone_list", "due_on", 1.3),
        common.shown(r, "milestone_list", "overdue_days"),
        over=t("Overdue, the longest first"),
    )
    yield _kpis(r, kpis)
    yield common.listed(
        t("KPIs, the furthest behind first"),
        sorted(
            r.rows("kpi_list"), key=lambda row: (row["lag_permille"] is None, -(row["lag_permille"] or 0))
        ),
        t("No KPI is known for this selection."),
        subjects.project(r, 2.6),
        *subjects.kpi(r),
    )
    yield status.reports(r, running)
    yield status.every_project(r, progress)
    yield status.members(r, total)
    yield status.support(r)


def _summary(
    r: Reading, totals: Row, milestones: Row, kpis: Row, running: Progress, inferred: int
) -> Section:
    t, number = r.t, formats.number
    reported = sum(row["rag_reported"] is not None for row in running)
    disagree = sum(bool(row["disagree"]) for row in running)

    def part(label: str, n: int, total: int) -> KeyFigure:
        """A number of a whole; of nothing there is no part, not even 0."""
        return KeyFigure(label, n if total else None, "count", common.out_of(r, total))

    figures = (
        *(
            KeyFigure(r.called("programme_totals", column), totals[column], "count")
            for column in ("projects", "areas", "organizations")
        ),
        part(r.called("milestone_counts", "done"), milestones["done"], milestones["milestones"]),
        part(r.called("milestone_counts", "overdue"), milestones["overdue"], milestones["milestones"]),
        part(r.called("kpi_counts", "behind_plan"), kpis["behind_plan"], kpis["compared"]),
        part(t("Selected or active projects with a report"), reported, len(running)),
        part(t("Report and evidence disagree"), disagree, reported),
    )
    of_milestones = N_("Of {total} milestones, {done} are done and {overdue} overdue.")
    if milestones["overdue_withdrawn"]:
        of_milestones = N_(
            "Of {total} milestones, {done} are done and {overdue} overdue ({n} of these in withdrawn projects)."
        )
    said = r.sentences(
        t(
            of_milestones,
            total=number(milestones["milestones"]),
            done=number(milestones["done"]),
            overdue=number(milestones["overdue"]),
            n=number(milestones["overdue_withdrawn"]),
        )
        if milestones["milestones"]
        else t("No milestone is known for this selection."),
        t(
            "Of {total} KPIs with a plan and a value, {behind} are behind plan.",
            total=number(kpis["compared"]),
            behind=number(kpis["behind_plan"]),
        )
        if kpis["compared"]
        else t("No KPI with a plan and a value is known for this selection."),
        t("Inferred from sources: {ratio}.", ratio=r.ratio(inferred, totals["projects"])) if inferred else "",
    )
    return Section(t("Summary"), (said,), figures)


def _milestones(r: Reading, counts: Row) -> Section:
    t, total = r.t, counts["milestones"]
    named = [(t(STATES[state]), counts[state]) for state in ("done", "overdue", "planned")]
    said = t(
        "{projects} of the projects have milestones, {late} an overdue one.",
        projects=formats.number(counts["projects"]),
        late=formats.number(counts["projects_overdue"]),
    )
    empty, unit = t("No milestone is known for this selection."), t("Number of milestones")
    return common.parts(r, t("Milestones"), t("State"), unit, named, total, said, empty)


def _kpis(r: Reading, counts: Row) -> Section:
    t = r.t
    named = [
        (t("Behind plan"), counts["behind_plan"]),
        (t("On plan"), counts["on_plan"]),
        (t("Ahead of plan"), counts["ahead_of_plan"]),
        (t("With a plan, not measured yet"), counts["not_measured"]),
        (t("Without a known baseline, target or target date"), counts["without_target"]),
    ]
    title, empty = t("KPIs against their plan"), t("No KPI is known for this selection.")
    return common.parts(r, title, t("State"), t("Number of KPIs"), named, counts["kpis"], empty=empty)
