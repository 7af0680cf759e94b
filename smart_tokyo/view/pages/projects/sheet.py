"""One project: what it is, who runs it, how far it is, what it costs, and where this is known from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures.technologies import listed
from smart_tokyo.view.charts import money as charts_money
from smart_tokyo.view.charts import plotly, progress
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import columns, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import leads, limit_columns, stage_columns, with_remarks
from smart_tokyo.view.subjects.one_project import ROLES, made, of


def heading(page: Page, project: dict[str, Any]) -> None:
    """Badges, summary and the facts of the project, whose title is the heading of the page."""
    st.markdown(phrases.badges(page, project))
    summary = page.pick(project, "summary")
    st.markdown(plain(summary) if summary else page.t("No summary is published."))
    facts = [
        (page.t("Programme"), page.name("programme", project["programme_id"])),
        (page.t("Area"), page.name("area", project["area_id"])),
        (page.t("Theme"), page.name("theme", project["theme"])),
        (page.t("Project period"), _years(page, project)),
        (page.t("Technologies"), commas(listed(project["technologies"], page.lang), page.lang)),
        (
            page.t("How this is known"),
            phrases.word(page.lang, "projects", "confidence", project["confidence"]),
        ),
    ]
    lines = [
        page.t("{label}: {value}", label=f"**{label}**", value=plain(text)) for label, text in facts if text
    ]
    st.markdown("  \n".join(lines))


def _years(page: Page, project: dict[str, Any]) -> str:
    text = formats.years(project["start_fy"], project["end_fy"], page.lang)
    return text + page.t(" (end not known)") if formats.missing(project["end_fy"]) else text


def numbers(page: Page, project: dict[str, Any]) -> None:
    """The project in four numbers."""
    rows = of(page, "project_list", project["project_id"])
    if rows.empty:
        return
    row = rows.iloc[0]
    decided, limit = (
        page.t("{amount} in total", amount=page.called("project_list", name))
        for name in ("decided_yen", "limit_yen")
    )
    over_decided, over_limit = (_years_known(page, project, name) for name in ("decided_yen", "limit_yen"))
    done = (
        formats.out_of(row["milestones_done"], row["milestones"], page.lang)
        if row["milestones"]
        else page.t("none")
    )
    reported = "" if formats.missing(row["last_report_on"]) else page.date(row["last_report_on"])
    phrases.tiles(
        (
            (phrases.in_unit(page, decided), page.amount(row["decided_yen"]), over_decided),
            (phrases.in_unit(page, limit), _limit(page, row["limit_yen"]), over_limit),
            (page.named("milestones_done"), done, ""),
            (
                page.t("Last status report"),
                phrases.reported(page, row["rag_reported"], row["programme_id"]),
                reported,
            ),
        )
    )
    shown = ("decided_yen", "limit_yen", "milestones", "milestones_done", "report_age_days")
    made(page, "project_list", project["project_id"], *shown, project_id=project["project_id"])


def _years_known(page: Page, project: dict[str, Any], column: str) -> str:
    """Over how many fiscal years an amount is summed, and up to which; "" where it is known for none."""
    years = of(page, "grant_ledger", project["project_id"]).dropna(subset=[column])["fiscal_year"]
    if years.empty:
        return ""
    last = page.t("to {year}", year=page.fiscal_year(years.max()))
    return phrases.counted(page.lang, "fiscal_year", len(years)) + phrases.aside(page.lang, last)


def _limit(page: Page, yen: Any) -> str:
    return page.t("cannot be computed") if formats.missing(yen) else page.amount(yen)


def consortium(page: Page, project: dict[str, Any]) -> None:
    """The consortium's members by role, each with its kind."""
    st.header(page.t("Consortium and roles"), anchor=False)
    members = of(page, "project_members", project["project_id"])
    name = page.pick(project, "consortium_name")
    if not name and members.empty:
        page.nothing(page.t("The consortium is not known from the published sources."))
        return
    if name:
        formed = project["formed_on"]
        when = "" if formats.missing(formed) else page.t(", formed {date}", date=page.date(formed))
        st.markdown(f"{plain(name)}{when}")
    if members.empty:
        st.caption(page.t("Its members are not published."))
        return
    if project["members_on"] < page.snapshot["as_of"]:
        st.caption(
            page.t("Members as of {date}, when the project ended.", date=page.date(project["members_on"]))
        )
    shown = [role for role in ROLES if role == "lead" or (members["role"] == role).any()]
    for role, cell in zip(shown, st.columns(len(shown)), strict=True):
        these = members[members["role"] == role]
        head = f"**{page.t(ROLES[role])}**{phrases.aside(page.lang, str(len(these)))}"
        lines = [
            f"- {phrases.titled(page, row, 'name')}  \n"
            f"  :small[{phrases.word(page.lang, 'organizations', 'kind', row['kind'])}]"
            for row in phrases.records(these)
        ]
        cell.markdown("\n".join([head, "", *(lines or [f"- {page.t('not known')}"])]))


def milestones(page: Page, project: dict[str, Any]) -> None:
    """The milestones around the as-of date, as a chart and as a table."""
    st.header(page.t("Milestones"), anchor="milestones")
    rows = of(page, "milestone_list", project["project_id"])
    if rows.empty:
        page.nothing(page.t("No milestone is published for this project."))
        return
    counts = phrases.records(of(page, "milestone_counts", project["project_id"]))[0]
    said = page.t(
        "{done} done, {overdue} overdue, {planned} still to come.",
        done=formats.ratio(counts["done"], counts["milestones"], page.lang),
        overdue=counts["overdue"],
        planned=counts["planned"],
    )
    st.markdown(said)
    shown = rows.head(plotly.MAX_ROWS)
    labels = [
        plotly.label(f"{phrases.state(page.lang, row['state'])}  {page.pick(row, 'title')}")
        for row in phrases.records(shown)
    ]
    plotly.show(
        page,
        "milestones",
        lambda: progress.milestones(page, shown, range(len(shown)), labels, page.snapshot["as_of"]),
        said,
        page.t("The project's milestones with due date, date done and state"),
        rows,
        project=project["project_id"],
    )
    made(page, "milestone_counts", project["project_id"], "done", "overdue", "planned")
    with st.expander(page.t("Table")):
        milestone_table(page, rows, page.t("The project's milestones with due date, date done and state"))


def milestone_table(page: Page, rows: pd.DataFrame, alt: str) -> None:
    """Milestones as rows."""
    records = phrases.records(rows)
    table(
        page,
        "milestone_list",
        rows.assign(
            _title=[phrases.titled(page, row) for row in records],
            _state=[phrases.state(page.lang, row["state"]) for row in records],
        ),
        (
            Column("_title", page.t("Milestone"), "markdown"),
            Column("_state", page.called("milestone_list", "state")),
            *columns.of(page, "milestone_list", "due_on", "done_on", "overdue_days"),
        ),
        alt,
    )


def money(page: Page, project: dict[str, Any]) -> None:
    """Requested to paid by fiscal year against each year's limit; the limits alone where unpublished."""
    st.header(page.t("Requested, decided, settled and paid by fiscal year"), anchor="money")
    rows = of(page, "grant_ledger", project["project_id"])
    if rows.empty:
        page.nothing(page.t("There is no grant year for this project in the data."))
        return
    if charts_money.known(rows):
        said = page.t(
            "Requested, decided, settled and paid in {n}, against the limit of each fiscal year.",
            n=formats.years(rows["fiscal_year"].min(), rows["fiscal_year"].max(), page.lang),
        )
        plotly.show(
            page,
            "money",
            lambda: charts_money.by_year(page, rows, list(rows["limit_yen"])),
            said,
            page.t("Grants of the project by fiscal year, in yen"),
            rows,
            project=project["project_id"],
        )
    else:
        st.markdown(
            page.t(
                "No amount of this project has been published. "
                "The table shows only the limit of each fiscal year."
            )
        )
    awarded, members = (
        of(page, query, project["project_id"]) for query in ("award_members", "project_members")
    )
    if said := leads(page, rows["fiscal_year"], awarded, members):
        st.markdown(said)
    table(page, "grants", rows, stage_columns(page), page.t("Grants of the project by fiscal year, in yen"))
    table(
        page,
        "limits",
        with_remarks(page, rows),
        limit_columns(page),
        page.t("Limits of the project's grants by fiscal year, in yen"),
    )
    made(page, "grant_ledger", project["project_id"], "decided_yen", "paid_yen", "limit_yen", "headroom_yen")
