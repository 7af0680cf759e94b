"""What the projects report beside what the evidence speaks for, and why; who takes part, and the support given."""

from collections.abc import Sequence

import streamlit as st

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures import Row, plan
from smart_tokyo.palette import RAG_MARK
from smart_tokyo.view.charts import light, progress
from smart_tokyo.view.frame import Page, choices, whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import course, one_project, several
from smart_tokyo.view.subjects import status as status_words

RUNS = f"project_id in (select project_id from projects where status in {terms.RUNNING})"
# disagreements first, then the worst by evidence, what cannot be judged last
WORST_FIRST = "disagree desc, list_position(['red', 'amber', 'green'], rag_evidence) nulls last, project_id"

MOST_REASONS = 500  # of the projects on one page of the list


def status(page: Page, of: Sequence[Row]) -> None:
    """What running projects last reported, what the evidence speaks for (rag_agreement), each project with reasons."""
    title = page.t("Reported and evidence status")
    if not sections.begin(page, title, of, page.t("No project of this selection is running on this date.")):
        return
    found = status_words.judged(of)
    cells = {
        colour: (phrases.evidence(page, colour), formats.out_of(found[colour], found["projects"], page.lang))
        for colour in RAG_MARK
    }
    if any(found[colour] for colour in RAG_MARK):  # one that went to none says so, too
        st.subheader(page.named("rag_evidence"), anchor=False)
        course.tiles(page, cells, "rag_agreement", status_words.judged)
    progress.statuses(page, of)
    lineage.links(page, "rag_agreement", "projects", notes=(terms.definition(page.t, page.lang),))
    _everyone(page)
    lineage.links(page, "evidence_reasons", "days", "lag_permille", "actual", "bound")


def _everyone(page: Page) -> None:
    """Each running project: reported and evidence status, whether they differ, and the reasons in words."""
    listed = page.listed("project_progress", WORST_FIRST, RUNS)
    rows = choices.paged(page, listed, choices.SHORT, "report_page")
    shown_ids = tuple(row["project_id"] for row in rows)
    projects = one_project.by_id(page, shown_ids)
    reasons = page.listed("evidence_reasons", project_id=shown_ids)
    said = status_words.reasons(page, reasons.some(MOST_REASONS))
    originals = page.listed("evidence_original", project_id=shown_ids).some()
    original = {row["project_id"]: row["rag_evidence"] for row in originals}

    def why(row: Row) -> str:
        told = said.get(row["project_id"], [nothing(page, row)])
        return "  \n".join([f"**{phrases.project_link(page, projects[row['project_id']])}**", *told])

    def by_evidence(row: Row) -> str:
        now = row["rag_evidence"]
        text = phrases.evidence(page, now) + plan.beside(page, now, original[row["project_id"]])
        return f"{text}  \n{status_words.differs(page)}" if row["disagree"] else text

    def by_report(row: Row) -> str:
        return reported(page, row, projects[row["project_id"]]["programme_id"])

    shown = (
        worded(page.t("Project and reasons of the evidence"), why),
        worded(page.called("project_progress", "rag_reported"), by_report),
        worded(page.called("project_progress", "rag_evidence"), by_evidence),
    )
    alt = page.t("Reported and evidence status of each running project with the reasons, disagreements first")
    table(page, "status", rows, shown, alt, every=listed.every)


def nothing(page: Page, row: Row) -> str:
    """What stands in the place of reasons where there are none: nothing speaks against it, or nothing speaks at all."""
    if formats.missing(row["rag_evidence"]):
        return page.t("– No milestone, measured KPI or report is known")
    known = (row["last_report_on"], row["worst_kpi_lag_permille"])
    if row["milestones"] and not row["milestones_done"] and all(map(formats.missing, known)):
        return page.t("– Only milestones that are not due yet are known")
    return page.t("– Nothing speaks against it")


def reported(page: Page, row: Row, programme_id: str | None) -> str:
    """The last reported status with its date, as Markdown; `row` is one of project_progress."""
    text = phrases.reported(page, row["rag_reported"], programme_id)
    if formats.missing(row["last_report_on"]):
        return text
    return f"{text}  \n:small[{whole(page.date(row['last_report_on']))}]"


def consortia(page: Page, projects: int) -> None:
    """Who takes part, by kind of organization."""
    found = page.rows("consortium_composition")
    nobody = page.t("No consortium member is published for this selection.")
    if not sections.begin(page, page.t("Who takes part"), found, nobody):
        return
    order = schema.field("organizations", "kind").enum
    rows = sorted(found, key=lambda row: order.index(row["kind"]))
    labels = [page.word("organizations", "kind", row["kind"]) for row in rows]
    said = [
        page.t(
            "{organizations} in {ratio} projects",
            organizations=page.counted("organization", row["organizations"]),
            ratio=page.ratio(row["projects"], projects),
        )
        for row in rows
    ]
    title = page.t("Member organizations by kind")
    members = [row["organizations"] for row in rows]
    light.bars(page, "kinds_chart", labels, members, said, title, rows, "consortium_composition")
    kind = worded(page.named("kind"), lambda row: page.word("organizations", "kind", row["kind"]), "text")
    shown = columns.of(page, "consortium_composition", "organizations", "projects")
    sections.folded(page, "organizations", rows, [kind, *shown], title)
    notes = (several.members_known(page),)
    lineage.links(page, "consortium_composition", "organizations", "projects", notes=notes)


def support(page: Page) -> None:
    """The implementation support given, by kind."""
    rows = page.rows("support_hours")
    none = page.t("No support record is published for this selection.")
    if not sections.begin(page, page.t("Support given"), rows, none):
        return

    def kind(row: Row) -> str:
        return page.word("support", "kind", row["kind"])

    title, known = page.t("Hours and entries of support by kind"), [row["hours"] for row in rows]
    if any(hours is not None for hours in known):
        said = [page.unknown if hours is None else page.counted("hour", hours) for hours in known]
        labels, hours = list(map(kind, rows)), [float(one or 0) for one in known]
        light.bars(page, "support_chart", labels, hours, said, title, rows, "support_hours")
    shown = columns.of(page, "support_hours", "hours", "entries")
    sections.folded(
        page, "support_hours", rows, (worded(page.t("Kind of support"), kind, "text"), *shown), title
    )
    lineage.links(page, "support_hours", "hours", "entries")
