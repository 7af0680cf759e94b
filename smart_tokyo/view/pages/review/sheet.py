"""One project, to which the page is narrowed, for the meeting: text and narrow tables that print on A4."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from smart_tokyo import formats, terms
from smart_tokyo.figures import Row, plan
from smart_tokyo.view.frame import Page, commas, plain
from smart_tokyo.view.pages.review import board
from smart_tokyo.view.parts import Column, columns, phrases, table, worded
from smart_tokyo.view.subjects import afterwards, one_project, status

COMPUTED = ("limit_yen", "headroom_yen")


def show(page: Page, project: Row) -> None:
    """Everything the meeting asks about one project, from its status to its last report."""
    st.markdown(phrases.badges(page, project))
    where = [page.name("area", project["area_id"]), page.name("theme", project["theme"])]
    facts = [
        (page.t("Programme"), plain(page.name("programme", project["programme_id"]))),
        (page.t("Area and theme"), plain(" ・ ".join(where))),
        (page.t("Project period"), plain(page.period(project))),
    ]
    _lines(page, facts)
    for sides in (
        ((show_status, decided), (points,)),
        ((_money, _milestones),),
        ((_kpis, _support), (_members, _last_report)),
    ):
        for side, cell in zip(sides, st.columns(len(sides)), strict=True):
            with cell:
                for part in side:
                    part(page, project)


def _lines(page: Page, pairs: list[tuple[str, str]]) -> None:
    st.markdown("  \n".join(page.labelled(f"**{label}**", value) for label, value in pairs))


def show_status(page: Page, project: Row) -> None:
    """What was reported, what the evidence speaks for, and why."""
    st.header(page.t("Status"), anchor=False)
    row = page.one("project_progress")
    if project["status"] in terms.RUNNING:
        found = phrases.evidence(page, row["rag_evidence"])
        found += plan.beside(page, row["rag_evidence"], page.one("evidence_original")["rag_evidence"])
    else:
        found = page.t("not assessed, as the project is not running")
    if row["disagree"]:
        found += f" {status.differs(page)}"
    said = one_project.reported(page, row, project["programme_id"])
    _lines(page, [(page.named("rag_reported"), said), (page.named("rag_evidence"), found)])
    why = status.reasons(page, page.rows("evidence_reasons"))
    st.markdown("\n".join(f"- {line}" for line in why.get(project["project_id"], [])))


def points(page: Page, project: Row) -> None:
    """What needs a look, by weight."""
    st.header(page.t("Open points"), anchor=False)
    rows = page.rows("attention_list")
    if not rows:
        st.markdown(page.t("No open point."))
        return
    found = board.behind(page, (project["project_id"],))
    lines = []
    for row in rows:
        dated = not formats.missing(row["since_on"])
        since = page.t("since {date}", date=page.date(row["since_on"])) if dated else ""
        name = f"**{page.t(terms.ATTENTION[row['reason']])}**{page.aside(since)}"
        lines.append(f"- {name}  \n  {_indented(board.sentence(page, row, found))}")
    st.markdown("\n".join(lines))


def decided(page: Page, project: Row) -> None:
    """What meetings decided, late first, with who does it and until when."""
    st.header(page.t("What was decided"), anchor=False)
    lines = [f"- {afterwards.said(page, row)}" for row in page.rows("meeting_actions")]
    st.markdown("\n".join(lines) or page.t("No measure is published for this project."))


def stages(page: Page, rows: Iterable[Row]) -> tuple[list[Row], tuple[Column, ...]]:
    """The rows of one project's grant_ledger turned: a row per stage, a column per fiscal year, in the unit."""

    def amount(stage: str, yen: Any) -> str:
        unknown = stage in COMPUTED and formats.missing(yen)
        return page.t("cannot be computed") if unknown else page.amount(yen)

    by_year = {row["fiscal_year"]: row for row in rows}
    turned: list[Row] = [
        {
            "_stage": page.called("grant_ledger", one),
            **{f"_{year}": amount(one, row[one]) for year, row in by_year.items()},
        }
        for one in terms.AMOUNTS
    ]
    shown = (Column(f"_{year}", page.fiscal_year(year)) for year in by_year)
    return turned, (Column("_stage", page.t("Stage"), query="grant_ledger"), *shown)


def _money(page: Page, project: Row) -> None:
    st.header(page.t("Money"), anchor=False)
    rows = page.rows("grant_ledger")
    if not rows:
        st.markdown(page.t("There is no grant year for this project in the data."))
        return
    turned, columns = stages(page, rows)
    st.caption(page.t("Amounts in {unit}", unit=page.unit_name))  # a header of it is not seen on a telephone
    alt = page.t("Money of the project by stage and fiscal year")
    table(page, "grants", turned, columns, alt, every=lambda: rows)
    one_project.made(page, "grant_ledger", project["project_id"], *terms.AMOUNTS)


def _milestones(page: Page, project: Row) -> None:
    st.header(page.t("Milestones"), anchor=False)
    rows = page.rows("milestone_list")
    if not rows:
        st.markdown(page.t("No milestone is published for this project."))
        return

    def title(row: Row) -> str:
        return f"{phrases.state(page, row['state'])} {phrases.titled(page, row)}"

    shown = (worded(page.t("Milestone"), title), *columns.of(page, "milestone_list", "due_on", "done_on"))
    alt = page.t("The project's milestones with due date, date done and state")
    table(page, "milestone_list", rows, shown, alt)


def _kpis(page: Page, project: Row) -> None:
    st.header(page.t("KPIs"), anchor=False)
    lines = [
        f"- **{phrases.titled(page, row, 'name')}**  \n  {_indented(status.kpi_sentence(page, row))}"
        for row in page.rows("kpi_list")
    ]
    st.markdown("\n".join(lines) or page.t("No KPI is published for this project."))


def _indented(text: str) -> str:
    """Markdown with hard line breaks, for use inside a list."""
    return text.replace("  \n", "  \n  ")


def _members(page: Page, project: Row) -> None:
    st.header(page.t("Consortium and roles"), anchor=False)
    members = page.rows("project_members")
    if not members:
        st.markdown(page.t("The consortium is not known from the published sources."))
        return
    pairs = []
    for role, label in one_project.ROLES.items():
        names = [
            phrases.member(page, row) + page.aside(page.word("organizations", "kind", row["kind"]))
            for row in members
            if row["role"] == role
        ]
        if names or role == "lead":
            pairs.append((page.t(label), commas(names, page.lang) or page.t("not known")))
    _lines(page, pairs)


def _support(page: Page, project: Row) -> None:
    st.header(page.t("Support given"), anchor=False)

    def hours(row: Row) -> str:
        unknown = formats.missing(row["hours"])
        return page.unknown if unknown else page.counted("hour", row["hours"])

    said = [
        page.labelled(page.word("support", "kind", row["kind"]), hours(row))
        for row in page.rows("support_hours")
    ]
    st.markdown(commas(said, page.lang) or page.t("No support record is published for this selection."))


def _last_report(page: Page, project: Row) -> None:
    st.header(page.t("Last status report"), anchor=False)
    rows = page.rows("report_list")
    if not rows:
        st.markdown(page.t("No status report is published for this project."))
        return
    last = sorted(rows, key=lambda row: row["reported_on"])[-1]
    said = phrases.rag(page, last["rag"]) + page.aside(page.date(last["reported_on"]))
    comment = plain(page.pick(last, "comment"))
    st.markdown(f"{said}  \n{comment}" if comment else said)
