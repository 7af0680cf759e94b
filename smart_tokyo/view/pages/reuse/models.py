"""What was tried where and with which result, so that a municipality finds a model to follow."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures.technologies import named
from smart_tokyo.palette import ACCENT
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain, sentences
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table

CARDS = 12
UNCONFIRMED = (
    "unconfirmed"  # in data/register/themes.csv: of projects whose theme no source names; no theme itself
)
TARGETS = ("kpis_with_target", "targets_measured", "targets_reached")
NO_TECHNOLOGY = "-"  # in the address: the projects that name no technology


def result(page: Page, row: dict[str, Any]) -> str:
    """How many KPI targets are reached, of those measured: `2 of 3 KPI targets reached`; says what is not known."""
    if not row["kpis_with_target"]:
        return page.t("no KPI target is published")
    ratio = formats.ratio(row["targets_reached"], row["targets_measured"], page.lang)
    said = [page.t("{ratio} KPI targets reached", ratio=ratio)] if row["targets_measured"] else []
    if row["targets_measured"] < row["kpis_with_target"]:
        unmeasured = int(row["kpis_with_target"] - row["targets_measured"])
        said.append(page.t("KPI targets not measured yet: {n}", n=formats.number(unmeasured)))
    return commas(said, page.lang)


def finding(page: Page, themes: pd.DataFrame, technologies: pd.DataFrame) -> str:
    """How much was tried and what came of it, with denominators; from reuse_themes and reuse_technologies."""
    projects = int(themes["projects"].sum())
    unnamed = int(themes.loc[themes["theme"] == UNCONFIRMED, "projects"].sum())
    totals = {name: int(themes[name].sum()) for name in TARGETS}
    said = page.t(
        "**{projects} in {themes}** with {technologies}: {completed} are completed.",
        projects=phrases.counted(page.lang, "project", projects),
        themes=phrases.counted(page.lang, "theme", int((themes["theme"] != UNCONFIRMED).sum())),
        technologies=phrases.counted(page.lang, "technology", technologies["technology"].nunique()),
        completed=formats.ratio(themes["completed"].sum(), projects, page.lang),
    )
    parts = [said, page.t("So far {result}.", result=result(page, totals))]
    if unnamed:
        parts.insert(
            1,
            page.t("The theme of {part} is not confirmed.", part=formats.ratio(unnamed, projects, page.lang)),
        )
    return sentences(parts, page.lang)


def by_theme(page: Page, themes: pd.DataFrame) -> None:
    """The projects of each theme, how many are completed, and the KPI targets reached."""
    st.header(page.t("By theme"), anchor=False)
    rows = phrases.records(themes.sort_values("projects", ascending=False, kind="stable"))
    labels = [page.name("theme", row["theme"]) for row in rows]
    said = [
        page.t(
            "{projects} ({completed} completed; {result})",
            projects=phrases.counted(page.lang, "project", row["projects"]),
            completed=formats.number(row["completed"]),
            result=result(page, row),
        )
        for row in rows
    ]
    plotly.show(
        page,
        "reuse_themes",
        lambda: plotly.counts(labels, [int(row["projects"]) for row in rows], said, [ACCENT] * len(rows)),
        "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
        page.t("What was tried by theme"),
        themes,
    )
    with st.expander(page.t("Table")):
        alt = page.t("What was tried by theme")
        _counts(page, "themes", pd.DataFrame(rows).assign(_name=labels), page.t("Theme"), alt)


def by_technology(page: Page, technologies: pd.DataFrame) -> None:
    """The technologies of each theme, those of most projects first."""
    st.header(page.t("By theme and technology"), anchor=False)
    st.caption(page.t("A project counts in each of its technologies; these rows do not add up to the total."))
    rows = technologies.sort_values(["projects", "theme"], ascending=[False, True], kind="stable")
    all_rows = rows
    rows = choices.paged(page, all_rows, choices.SHORT, "technology_page")
    names = [
        f"{plain(technology_name(page, row['technology']))}  \n:small[{plain(page.name('theme', row['theme']))}]"
        for row in phrases.records(rows)
    ]
    alt = page.t("What was tried by theme and technology, the most projects first")
    _counts(page, "technologies", rows.assign(_name=names), page.t("Technology and theme"), alt, all_rows)
    lineage.links(page, "reuse_technologies", "projects", "completed", *TARGETS)


def technology_name(page: Page, technology: Any) -> str:
    """A technology in the reader's language; the words for none."""
    if formats.missing(technology):
        return page.t(terms.NO_TECHNOLOGY)
    return named(str(technology), page.lang)


def _counts(
    page: Page, name: str, rows: pd.DataFrame, label: str, alt: str, all_rows: pd.DataFrame | None = None
) -> None:
    table(
        page,
        name,
        rows.assign(
            _completed=[
                formats.ratio(r["completed"], r["projects"], page.lang) for r in phrases.records(rows)
            ],
            _reached=[
                formats.ratio(r["targets_reached"], r["targets_measured"], page.lang)
                for r in phrases.records(rows)
            ],
        ),
        (
            Column("_name", label, "markdown"),
            *columns.of(page, "reuse_themes", "projects"),
            Column("_completed", page.t("Completed")),
            Column("_reached", page.t("KPI targets reached, of those measured")),
        ),
        alt,
        all_rows=all_rows,
    )


def projects_of(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of reuse_projects as one record per project, with its `technologies` as a list."""
    found = []
    for _, these in rows.groupby("project_id", sort=False):
        first = phrases.records(these)[0]
        found.append({**first, "technologies": [str(one) for one in these["technology"].dropna()]})
    return found


def chosen(
    projects: list[dict[str, Any]], technology: str | None, kind: str | None, places: pd.DataFrame
) -> list[dict[str, Any]]:
    """The projects with this technology that touch a municipality of this kind; None does not narrow."""
    if technology == NO_TECHNOLOGY:
        projects = [row for row in projects if not row["technologies"]]
    elif technology:
        projects = [row for row in projects if technology in row["technologies"]]
    if kind:
        touching = set(places.loc[places["kind"] == kind, "project_id"])
        projects = [row for row in projects if row["project_id"] in touching]
    return projects


def models(page: Page, rows: pd.DataFrame) -> None:
    """The projects to look at, narrowed by technology and kind of municipality, each with its result."""
    st.header(page.t("Find a model"), anchor=False)
    places = page.figure("municipality_projects")
    technologies = [*sorted(rows["technology"].dropna().unique()), NO_TECHNOLOGY]
    kinds = list(schema.field("municipalities", "kind").enum)
    left, right = st.columns(2)
    named = {key: technology_name(page, None if key == NO_TECHNOLOGY else key) for key in technologies}
    label = page.named("technology")
    technology = choices.choose(page, "technology", page.t("technology"), label, named, into=left)
    named = {key: phrases.word(page.lang, "municipalities", "kind", key) for key in kinds}
    label = page.t("Kind of municipality")
    kind = choices.choose(page, "kind", page.t("kind of municipality"), label, named, into=right)
    every = projects_of(rows)
    found = chosen(every, technology, kind, places)
    if not found:
        page.nothing(page.t("No project fits this choice. Take another technology or kind of municipality."))
        return
    st.caption(page.t("{found} projects fit.", found=formats.ratio(len(found), len(every), page.lang)))
    found.sort(key=lambda row: (row["status"] != "completed", -row["targets_reached"], row["project_id"]))
    names = _municipalities(page, places)
    for row in phrases.records(choices.paged(page, pd.DataFrame(found), CARDS)):
        _card(page, row, names.get(row["project_id"], []))
    lineage.links(page, "reuse_projects", *TARGETS, "milestones_done")


def _municipalities(page: Page, places: pd.DataFrame) -> dict[str, list[str]]:
    """Project → the names of the municipalities it touches."""
    found: dict[str, list[str]] = {}
    for row in phrases.records(places):
        found.setdefault(row["project_id"], []).append(page.name("municipality", row["municipality_code"]))
    return found


def _card(page: Page, row: dict[str, Any], municipalities: list[str]) -> None:
    with st.container(border=True):
        left, right = st.columns([3, 2])
        with left:
            st.markdown(f"**{phrases.titled(page, row)}**\n\n{phrases.badges(page, row)}")
            where = [
                page.name("theme", row["theme"]),
                page.name("area", row["area_id"]),
                commas(municipalities, page.lang),
            ]
            st.caption(" ・ ".join(plain(part) for part in dict.fromkeys(where) if part))
        with right:
            used = commas((technology_name(page, one) for one in row["technologies"]), page.lang)
            used = used or page.t(terms.NO_TECHNOLOGY)
            milestones = formats.ratio(row["milestones_done"], row["milestones"], page.lang)
            st.markdown(
                "  \n".join(
                    [
                        page.t("{label}: {value}", label=page.t("Technologies"), value=plain(used)),
                        page.t("{label}: {value}", label=page.t("Result"), value=result(page, row)),
                        page.t("{label}: {value}", label=page.named("milestones_done"), value=milestones),
                    ]
                )
            )
            page.link(
                "projects",
                page.t("Open this project"),
                icon=":material/arrow_forward:",
                project=row["project_id"],
            )
