"""The progress report: projects, milestones, KPIs and reported status, declared once for all formats."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from smart_tokyo import schema, texts
from smart_tokyo.figures import Reading, partners, plan
from smart_tokyo.outputs.documents.document import Column, Document, KeyFigure, Section
from smart_tokyo.outputs.reports import afterwards, common
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.terms import RUNNING, STATES

SAYS = texts("notes")["reports"]

Progress = Sequence[Row]
"""Rows of project_progress, each with its `project`, a row of project_list."""
OF = "project_progress"
DEFINED = ("overdue", "kpi_lag", "rag_reported", "rag_evidence", "fiscal_years")


def report(r: Reading) -> Document:
    """The progress report of the selection. Its figures are not narrowed by fiscal years."""
    return common.document(r, r.t("Progress report"), _sections(r), (common.filters(r),), DEFINED)


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

    named, total = r.by_word("projects", "status", r.rows("status_counts")), totals["projects"]
    yield common.parts(r, t("Projects by status"), t("Status"), r.named("projects"), named, total)
    yield _milestones(r, milestones)
    yield common.listed(
        t("Overdue milestones"),
        [row for row in r.rows("milestone_list") if row["state"] == "overdue"],
        t("No milestone is overdue."),
        common.title(r, t("Project"), 3, "project_title", "confidence"),
        common.title(r, t("Milestone"), 2.4),
        *common.several(r, "milestone_list", due_on=1.3, overdue_days=1),
        over=t("Overdue, the longest first"),
    )
    named = [(t(text), kpis[column]) for column, text in texts("reports")["kpi_states"].items()]
    unit, empty = t("Number of KPIs"), t("No KPI is known for this selection.")
    yield common.parts(r, t("KPIs against their plan"), t("State"), unit, named, kpis["kpis"], empty=empty)
    yield common.listed(
        t("KPIs, the furthest behind first"),
        sorted(
            r.rows("kpi_list"), key=lambda row: (row["lag_permille"] is None, -(row["lag_permille"] or 0))
        ),
        empty,
        common.title(r, t("Project"), 2.6, "project_title", "confidence"),
        *common.kpi(r),
    )
    yield afterwards.actions(r, projects)
    yield afterwards.came_of_it(r)
    yield _reports(r, running)
    yield _every_project(r, progress)
    yield _members(r, total)
    yield _support(r)
    yield from common.plan_and_now(r, plan.finding(r, r.one("plan_summary")), "date_difference")


def _summary(
    r: Reading, totals: Row, milestones: Row, kpis: Row, running: Progress, inferred: int
) -> Section:
    t = r.t
    reported = sum(row["rag_reported"] is not None for row in running)
    disagree = sum(bool(row["disagree"]) for row in running)

    def part(label: str, n: int, total: int) -> KeyFigure:
        """A number of a whole; of nothing there is no part, not even 0."""
        return KeyFigure(label, n if total else None, "count", t("of {total}", total=total))

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
    of_milestones = SAYS["milestones_withdrawn" if milestones["overdue_withdrawn"] else "milestones"]
    said = r.sentences(
        t(of_milestones, **milestones)
        if milestones["milestones"]
        else t("No milestone is known for this selection."),
        t(SAYS["kpis"], **kpis)
        if kpis["compared"]
        else t("No KPI with a plan and a value is known for this selection."),
        t("Inferred from sources: {ratio}.", ratio=r.ratio(inferred, totals["projects"])) if inferred else "",
    )
    return Section(t("Summary"), (said,), figures)


def _milestones(r: Reading, counts: Row) -> Section:
    t, total = r.t, counts["milestones"]
    named = [(t(STATES[state]), counts[state]) for state in ("done", "overdue", "planned")]
    said = t(SAYS["late"], **counts)
    empty, unit = t("No milestone is known for this selection."), t("Number of milestones")
    return common.parts(r, t("Milestones"), t("State"), unit, named, total, said, empty)


def _reports(r: Reading, running: Progress) -> Section:
    """The reported status of the running projects beside what the evidence speaks for."""
    t, title = r.t, r.t("Reported status and evidence")
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
        *common.several(r, OF, rag_reported=1.3, rag_evidence=1.3),
        slide=False,
    )
    made = sum(row["rag_reported"] is not None for row in running)
    said = t(SAYS["no_report"], n=len(running))
    if made:
        said = t(SAYS["reported"], n=len(running), reported=made, other=len(other))
    return Section(title, (said,), (), chart, (counts, differing) if other else (counts,))


def _every_project(r: Reading, progress: Progress) -> Section:
    t, shown = r.t, partial(common.shown, r, OF)
    original = {row["project_id"]: row["rag_evidence"] for row in r.rows("evidence_original")}

    def is_running(row: Row) -> bool:
        return row["project"]["status"] in RUNNING

    def evidence(row: Row) -> str:
        now = row["rag_evidence"]
        return r.evidence(now) + plan.beside(r, now, original[row["project_id"]]) if is_running(row) else ""

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
        shown("rag_evidence", 1.1, evidence),
        note=t("The evidence is judged for projects that are selected or active."),
        slide=False,  # what is for the desk is on none: a meeting has twelve
    )
    return Section(t("Every project"), (), tables=(table,))


def _members(r: Reading, projects: int) -> Section:
    t, shown = r.t, partial(common.shown, r, "consortium_composition")
    found = {row["kind"]: row for row in r.rows("consortium_composition")}
    rows = [found[kind] for kind in schema.field("organizations", "kind").enum if kind in found]
    over = t("Member organizations by kind")
    counted = [(r.word("organizations", "kind", row["kind"]), row["organizations"]) for row in rows]
    complete = sum(row["members_complete"] for row in r.rows("consortium_parts"))
    return common.listed(
        t("Who takes part"),
        rows,
        t("No consortium member is known for this selection."),
        shown("kind", 2),
        shown("organizations"),
        shown("projects", 1.4, lambda row: r.ratio(row["projects"], projects)),
        said=partners.known_members(r, complete, projects) if rows else "",
        over=over,
        chart=common.bars(over, counted, r.called("consortium_composition", "organizations")),
        slide=False,
    )


def _support(r: Reading) -> Section:
    t, rows = r.t, r.rows("support_hours")
    counted = [(r.word("support", "kind", row["kind"]), row["hours"]) for row in rows]
    unit = r.called("support_hours", "hours")
    return common.listed(
        t("Implementation support"),
        rows,
        t("No support is known for this selection."),
        (Column(t("Kind of support"), width=2), common.shown(r, "support_hours", "kind")[1]),
        *common.several(r, "support_hours", hours=1, entries=1),
        over=t("Hours and entries of support by kind"),
        chart=common.bars(t("Hours of support by kind"), counted, unit, "number"),
        slide=False,
    )
