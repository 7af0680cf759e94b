"""The project sheet: everything about one project on two or three pages, declared once for all formats."""

from dataclasses import replace
from functools import partial

from smart_tokyo import commas
from smart_tokyo.figures import Reading, chain, plan
from smart_tokyo.figures.vocabulary import technologies
from smart_tokyo.outputs.documents.document import Column, Document, KeyFigure, Section
from smart_tokyo.outputs.reports import afterwards, common, funding
from smart_tokyo.outputs.reports.common import Row
from smart_tokyo.terms import OUTCOMES, STAGES, STATES

FEW = 2  # known years that a chart needs to compare anything
DEFINED = ("limit_yen", "headroom_yen", "overdue", "kpi_lag")


class UnknownProject(ValueError):
    """The snapshot has no such project for this audience; the message is one sentence."""


def report(r: Reading) -> Document:
    """The sheet of the project that the filters name. Raises UnknownProject."""
    t, project_id = r.t, r.filters.project_id or ""
    found = r.rows("project_detail") if project_id else []
    if not found:
        raise UnknownProject(t("There is no project “{id}” in this data.", id=r.line(project_id)))
    project = found[0]
    shown, several = partial(common.shown, r), partial(common.several, r)
    sections = (
        _about(r, project),
        _chain(r, project),
        _members(r, project),
        _money(r),
        common.listed(
            t("Milestones"),
            r.rows("milestone_list"),
            t("No milestone is known for this project."),
            common.title(r, t("Milestone"), 3),
            shown("milestone_list", "due_on", 1.2),
            shown("milestone_list", "state", of=lambda row: t(STATES[row["state"]])),
            *several("milestone_list", done_on=1.2, overdue_days=0.9),
            said=plan.due_dates(r, r.one("plan_summary")),
            more=common.changes(r, "milestone", r.rows("milestone_list"), common.title(r, t("Milestone"), 3)),
        ),
        common.listed(
            t("KPIs"),
            r.rows("kpi_list"),
            t("No KPI is known for this project."),
            *common.kpi(r),
            more=common.changes(r, "kpi", r.rows("kpi_list"), common.title(r, t("KPI"), 2, "name")),
        ),
        *([afterwards.of_project(r, project)] if r.rows("came_of_it") else ()),
        *([afterwards.actions(r)] if r.rows("action_list") else ()),
        common.listed(
            t("Status reports"),
            sorted(r.rows("report_list"), key=lambda row: row["reported_on"], reverse=True),
            t("No status report is known for this project."),
            *several("report_list", reported_on=1.1, rag=0.9, comment_ja=4),
            over=t("Status reports, newest first"),
        ),
        funding.rules(
            r,
            t("Rules of the programme"),
            [row for row in r.rows("rule_findings") if row["outcome"] in ("fail", "warn")],
            r.rows("rule_summary"),
            t("Rules that are not kept"),
            shown("grant_ledger", "fiscal_year", absent=t("the whole project")),
            shown("rule_findings", "outcome", 1.2, lambda row: t(OUTCOMES[row["outcome"]])),
            *several("rule_findings", actual=1.2, bound=1.2),
        ),
        common.listed(
            t("Documents"),
            r.rows("document_list"),
            t("No document is published for this project."),
            common.title(r, t("Document"), 3),
            *several("document_list", kind=0.9, published_on=1.2, url=4.3),
        ),
        common.listed(
            t("Sources"),
            r.rows("project_sources", project_id=project_id),
            t("No source is named for this project."),
            *several("project_sources", publisher=1.6, title=3, published_on=1.5, url=3),
        ),
    )
    return common.document(r, r.title(project), sections, ((t("Project"), r.line(project_id)),), DEFINED)


def _about(r: Reading, project: Row) -> Section:
    t, state, totals = r.t, r.one("project_progress"), r.one("programme_totals")
    facts = (
        (t("Programme"), r.name("programme", project["programme_id"])),
        (t("Area"), r.name("area", project["area_id"])),
        (t("Theme"), r.name("theme", project["theme"])),
        (t("Status"), r.word("projects", "status", project["status"])),
        (t("Project period"), r.period(project)),
        (t("Technologies"), commas(technologies(r.line(project["technologies"]), r.lang), r.lang)),
    )
    done = t("of {total}", total=state["milestones"])
    figures = (
        *(
            KeyFigure(common.in_total(r, column), totals[column], "yen", "", r.unknown)
            for column in ("decided_yen", "paid_yen")
        ),
        KeyFigure(r.named("milestones_done"), state["milestones_done"], "count", done),
        KeyFigure(r.named("rag_reported"), r.rag(state["rag_reported"], project["programme_id"]), "text"),
    )
    outline = common.listed(
        t("Outline"),
        facts,
        "",
        (Column(t("Item")), lambda fact: fact[0]),
        (Column(t("Content"), width=3.4), lambda fact: fact[1]),
        said=r.sentences(r.pick(project, "summary"), _evidence(r, state["rag_evidence"])),
    )
    return replace(outline, figures=figures)


def _chain(r: Reading, project: Row) -> Section:
    return common.listed(
        r.t(chain.NOTES["title"]),
        [(step.title, one) for step in chain.steps(r, project) for one in step.facts],
        "",
        (Column(r.named("step")), lambda row: row[0]),
        (Column(r.t("What is known of it"), width=3), lambda row: row[1].said),
        (Column(r.t("Further"), width=4), lambda row: commas(row[1].more, r.lang)),
    )


def _evidence(r: Reading, now: str | None) -> str:
    """The status by evidence, where it is another by the original plan; else ""."""
    beside = plan.beside(r, now, r.one("evidence_original")["rag_evidence"])
    said = r.labelled(r.named("rag_evidence"), r.evidence(now) + beside)
    return said if beside else ""


def _members(r: Reading, project: Row) -> Section:
    t = r.t
    return common.listed(
        t("Consortium and roles"),
        r.rows("project_members"),
        t("No consortium member is known for this project."),
        (Column(t("Organization"), width=3), lambda row: r.title(row, "name")),
        *common.several(r, "project_members", kind=1.4, role=1.2),
        said=r.pick(project, "consortium_name"),
    )


def _money(r: Reading) -> Section:
    title, rows = r.t("Grants by fiscal year"), r.rows("grant_ledger")
    known = [row for row in rows if any(row[column] is not None for column in STAGES)]
    return common.listed(
        title,
        rows,
        r.t("No grant is known for this project."),
        *common.grant(r),
        over=r.t("{what}, in yen", what=title),
        chart=common.money_bars(r, title, rows) if len(known) >= FEW else None,
        more=common.changes(r, "grant", rows, common.shown(r, "grant_ledger", "fiscal_year", 1.35)),
    )
