"""Two to four projects side by side; each cell names its project by a letter, as on a phone they stack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import formats, terms
from smart_tokyo.figures.technologies import named
from smart_tokyo.view.frame import url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.pages.reuse import models
from smart_tokyo.view.parts import phrases
from smart_tokyo.view.subjects.one_project import ROLES, find, of
from smart_tokyo.view.subjects.status import differs, kpi_sentence

MOST = 4
LETTERS = "ABCD"
STAGES = ("decided_yen", "settled_yen", "paid_yen")


def asked(text: str, known: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """What `compare=ID,ID` asks for: ids that are known, ids that are not, and known ids beyond the fourth."""
    ids = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    found = [one for one in ids if one in known]
    return found[:MOST], [one for one in ids if one not in known], found[MOST:]


def show(page: Page) -> None:
    """The choice of projects and, from two on, the comparison."""
    st.header(page.t("Side by side"), anchor=False)
    titles = {row["project_id"]: page.pick(row, "title") for row in phrases.records(_all(page))}
    chosen, unknown, beyond = asked(st.query_params.get("compare", ""), list(titles))
    if unknown:
        page.nothing(
            page.t(
                "These projects are not in this data and were left out: {ids}.",
                ids=commas((plain(one[: url.MAX_SHOWN]) for one in unknown[:MOST]), page.lang),
            )
        )
    if beyond:
        page.nothing(page.t("At most {n} projects fit side by side; the first {n} are shown.", n=MOST))
    key = "choice_compare"
    st.session_state[key] = chosen
    st.multiselect(
        page.t("Projects to compare (2 to 4)"),
        list(titles),
        key=key,
        format_func=lambda one: titles[one],
        max_selections=MOST,
        placeholder=page.t("Choose projects"),
        on_change=_write,
        args=(key,),
    )
    if len(chosen) < 2:
        text = (
            page.t("Choose one more project to compare.")
            if chosen
            else page.t("Choose two to four projects.")
        )
        st.caption(text)
        return
    compare(page, [project for one in chosen if (project := find(page, one)) is not None])


def _all(page: Page) -> Any:
    """project_list of everything: a comparison may reach beyond the page's filters."""
    lifted = dict.fromkeys(page.filters.params())
    return page.figure("project_list", **lifted)


def _write(key: str) -> None:
    value = ",".join(st.session_state[key])
    if value:
        st.query_params["compare"] = value
    else:
        st.query_params.pop("compare", None)


def compare(page: Page, projects: Sequence[dict[str, Any]]) -> None:
    """A row per subject, a column per project."""
    rows: tuple[tuple[str, Callable[[Page, dict[str, Any]], str]], ...] = (
        (page.t("Project"), _title),
        (page.t("Theme and area"), _theme),
        (page.t("Technologies"), _technologies),
        (page.t("Consortium and roles"), _members),
        (page.t("Project period"), _years),
        (page.t("Amounts and limit in total"), _money),
        (page.t("Milestones"), _milestones),
        (page.t("KPIs"), _kpis),
        (page.t("Status report"), _report),
    )
    for label, write in rows:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{label}**")
            for letter, project, cell in zip(LETTERS, projects, st.columns(len(projects)), strict=False):
                cell.markdown(f":blue-badge[{letter}] {write(page, project)}")


def _title(page: Page, project: dict[str, Any]) -> str:
    return f"{phrases.project_link(page, project)}  \n{phrases.badges(page, project)}"


def _theme(page: Page, project: dict[str, Any]) -> str:
    return plain(f"{page.name('theme', project['theme'])} ・ {page.name('area', project['area_id'])}")


def _technologies(page: Page, project: dict[str, Any]) -> str:
    rows = of(page, "reuse_projects", project["project_id"])
    used = commas((named(one, page.lang) for one in rows["technology"].dropna()), page.lang)
    return plain(used) or page.t(terms.NO_TECHNOLOGY)


def _members(page: Page, project: dict[str, Any]) -> str:
    rows = of(page, "project_members", project["project_id"])
    if rows.empty:
        return page.t("not known")
    lead = commas(
        (phrases.titled(page, row, "name") for row in phrases.records(rows[rows["role"] == "lead"])),
        page.lang,
    )
    kinds = [
        f"{phrases.word(page.lang, 'organizations', 'kind', row['kind'])} {formats.number(row['organizations'])}"
        for row in phrases.records(of(page, "consortium_composition", project["project_id"]))
    ]
    said = page.t("{label}: {value}", label=page.t(ROLES["lead"]), value=lead or page.t("not known"))
    return f"{said}  \n{commas(kinds, page.lang)}"


def _years(page: Page, project: dict[str, Any]) -> str:
    return plain(formats.years(project["start_fy"], project["end_fy"], page.lang))


def _money(page: Page, project: dict[str, Any]) -> str:
    totals = phrases.records(of(page, "programme_totals", project["project_id"]))[0]
    pairs = [(page.named(stage), page.money(totals[stage])) for stage in STAGES]
    limit = terms.limit_beside(phrases.records(of(page, "project_list", project["project_id"]))[0])
    unknown = page.t("not known for all")
    pairs.append((page.named("limit_yen"), unknown if formats.missing(limit) else page.money(limit)))
    years = phrases.counted(page.lang, "grant_year", totals["grant_years"])
    return "  \n".join(
        [years, *(page.t("{label}: {value}", label=label, value=value) for label, value in pairs)]
    )


def _milestones(page: Page, project: dict[str, Any]) -> str:
    row = phrases.records(of(page, "milestone_counts", project["project_id"]))[0]
    if not row["milestones"]:
        return page.t("none")
    said = page.t("{ratio} done", ratio=formats.ratio(row["done"], row["milestones"], page.lang))
    return said + (page.t(" (! {n} overdue)", n=int(row["overdue"])) if row["overdue"] else "")


def _kpis(page: Page, project: dict[str, Any]) -> str:
    rows = phrases.records(of(page, "kpi_list", project["project_id"]))
    if not rows:
        return page.t("none")
    counts = phrases.records(of(page, "reuse_themes", project["project_id"]))[0]
    lines = [
        f"- {phrases.titled(page, row, 'name')}  \n  {_one_line(kpi_sentence(page, row))}" for row in rows
    ]
    return "\n".join([models.result(page, counts), "", *lines])


def _one_line(text: str) -> str:
    return text.replace("  \n", " ")


def _report(page: Page, project: dict[str, Any]) -> str:
    row = phrases.records(of(page, "project_progress", project["project_id"]))[0]
    said = phrases.reported(page, row["rag_reported"], project["programme_id"])
    if not formats.missing(row["last_report_on"]):
        said += phrases.aside(page.lang, page.date(row["last_report_on"]))
    return f"{said}  \n{differs(page)}" if row["disagree"] else said
