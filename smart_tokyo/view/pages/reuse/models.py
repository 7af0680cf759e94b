"""What was tried where and with which result, so that a municipality finds a model to follow."""

from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures.technologies import named
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import commas, plain
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import Column, worded
from smart_tokyo.view.subjects import one_project

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
    ratio = page.ratio(row["targets_reached"], row["targets_measured"])
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
        completed=page.ratio(themes["completed"].sum(), projects),
    )
    unconfirmed = page.t("The theme of {part} is not confirmed.", part=page.ratio(unnamed, projects))
    so_far = page.t("So far {result}.", result=result(page, totals))
    return page.sentences(said, unconfirmed if unnamed else "", so_far)


def by_theme(page: Page, themes: pd.DataFrame) -> None:
    """The projects of each theme, how many are completed, and the KPI targets reached."""
    st.header(page.t("By theme"), anchor=False)
    rows = phrases.records(themes.sort_values("projects", ascending=False, kind="stable"))
    labels = [plotly.label(page.name("theme", row["theme"])) for row in rows]
    said = [
        page.t(
            "{projects} ({completed} completed; {result})",
            projects=phrases.counted(page.lang, "project", row["projects"]),
            completed=formats.number(row["completed"]),
            result=result(page, row),
        )
        for row in rows
    ]
    title = page.t("What was tried by theme")
    plotly.bars(page, "reuse_themes", labels, [int(row["projects"]) for row in rows], said, title, themes)
    name = worded(page.t("Theme"), lambda row: page.name("theme", row["theme"]), "text")
    sections.folded(page, "themes", pd.DataFrame(rows), _counts(page, name), title)


def by_technology(page: Page, technologies: pd.DataFrame) -> None:
    """The technologies of each theme, those of most projects first."""
    st.header(page.t("By theme and technology"), anchor=False)
    st.caption(page.t("A project counts in each of its technologies; these rows do not add up to the total."))

    def name(row: dict[str, Any]) -> str:
        theme = plain(page.name("theme", row["theme"]))
        return f"{plain(technology_name(page, row['technology']))}  \n:small[{theme}]"

    rows = technologies.sort_values(["projects", "theme"], ascending=[False, True], kind="stable")
    shown = _counts(page, worded(page.t("Technology and theme"), name))
    alt = page.t("What was tried by theme and technology, the most projects first")
    sections.paged(page, "technologies", rows, shown, alt, choices.SHORT, "technology_page")
    lineage.links(page, "reuse_technologies", "projects", "completed", *TARGETS)


def technology_name(page: Page, technology: Any) -> str:
    """A technology in the reader's language; the words for none."""
    return page.t(terms.NO_TECHNOLOGY) if formats.missing(technology) else named(str(technology), page.lang)


def _counts(page: Page, name: Column) -> list[Column]:
    """The columns of what was tried, beside its name."""
    reached = page.t("KPI targets reached, of those measured")
    return [
        name,
        *columns.of(page, "reuse_themes", "projects"),
        worded(page.t("Completed"), lambda row: page.ratio(row["completed"], row["projects"]), "text"),
        worded(reached, lambda row: page.ratio(row["targets_reached"], row["targets_measured"]), "text"),
    ]


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
    left, right = st.columns(2)
    words = {key: technology_name(page, key) for key in sorted(rows["technology"].dropna().unique())}
    words[NO_TECHNOLOGY] = technology_name(page, None)
    label = page.named("technology")
    technology = choices.choose(page, "technology", page.t("technology"), label, words, into=left)
    kinds = schema.field("municipalities", "kind").enum
    words = {key: page.word("municipalities", "kind", key) for key in kinds}
    label = page.t("Kind of municipality")
    kind = choices.choose(page, "kind", page.t("kind of municipality"), label, words, into=right)
    every = projects_of(rows)
    found = chosen(every, technology, kind, places)
    if not found:
        page.nothing(page.t("No project fits this choice. Take another technology or kind of municipality."))
        return
    st.caption(page.t("{found} projects fit.", found=page.ratio(len(found), len(every))))
    found.sort(key=lambda row: (row["status"] != "completed", -row["targets_reached"], row["project_id"]))
    touched: dict[str, list[str]] = {}  # project → the names of the municipalities it touches
    for row in phrases.records(places):
        touched.setdefault(row["project_id"], []).append(page.name("municipality", row["municipality_code"]))
    for row in phrases.records(choices.paged(page, pd.DataFrame(found), CARDS)):
        _card(page, row, touched.get(row["project_id"], []))
    lineage.links(page, "reuse_projects", *TARGETS, "milestones_done")


def _card(page: Page, row: dict[str, Any], municipalities: list[str]) -> None:
    where = (
        page.name("theme", row["theme"]),
        page.name("area", row["area_id"]),
        commas(municipalities, page.lang),
    )
    used = commas((technology_name(page, one) for one in row["technologies"]), page.lang)
    lines = {
        page.t("Technologies"): plain(used or page.t(terms.NO_TECHNOLOGY)),
        page.t("Result"): result(page, row),
        page.named("milestones_done"): page.ratio(row["milestones_done"], row["milestones"]),
    }
    below = " ・ ".join(plain(part) for part in dict.fromkeys(where) if part)
    said = [phrases.labelled(page, label, value) for label, value in lines.items()]
    one_project.card(page, row, phrases.titled(page, row), below, said)
