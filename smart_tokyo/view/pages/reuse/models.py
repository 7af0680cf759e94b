"""What was tried where and with which result, so that a municipality finds a model to follow."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo import formats, schema, terms, texts
from smart_tokyo.figures import Among, Row, vocabulary
from smart_tokyo.view.charts import light
from smart_tokyo.view.frame import Listed, Page, choices, commas, plain
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import one_project

CARDS = 12
# in data/register/themes.csv: of projects whose theme no source names; no theme itself
UNCONFIRMED = "unconfirmed"
NOTES = texts("notes")["reuse"]
TARGETS = ("kpis_with_target", "targets_measured", "targets_reached")
NO_TECHNOLOGY = "-"  # in the address: the projects that name no technology


def result(page: Page, row: Mapping[str, Any]) -> str:
    """How many KPI targets are reached, of those measured: `2 of 3 KPI targets reached`; says what is not known."""
    if not row["kpis_with_target"]:
        return page.t("no KPI target is published")
    ratio = page.ratio(row["targets_reached"], row["targets_measured"])
    said = [page.t("{ratio} KPI targets reached", ratio=ratio)] if row["targets_measured"] else []
    if row["targets_measured"] < row["kpis_with_target"]:
        unmeasured = int(row["kpis_with_target"] - row["targets_measured"])
        said.append(page.t("KPI targets not measured yet: {n}", n=unmeasured))
    return commas(said, page.lang)


def finding(page: Page, themes: Sequence[Row], technologies: Sequence[Row]) -> str:
    """How much was tried and what came of it, with denominators; from reuse_themes and reuse_technologies."""
    projects = sum(row["projects"] for row in themes)
    unnamed = sum(row["projects"] for row in themes if row["theme"] == UNCONFIRMED)
    totals = {name: sum(row[name] for row in themes) for name in TARGETS}
    said = page.t(
        NOTES["summary_in_part" if unnamed else "summary"],
        projects=page.counted("project", projects),
        known=projects - unnamed,
        themes=page.counted("theme", sum(row["theme"] != UNCONFIRMED for row in themes)),
        technologies=page.counted("technology", len(names(technologies))),
        completed=page.ratio(sum(row["completed"] for row in themes), projects),
    )
    unconfirmed = page.t("The theme of {part} is not confirmed.", part=page.ratio(unnamed, projects))
    so_far = page.t("So far {result}.", result=result(page, totals))
    return page.sentences(said, unconfirmed if unnamed else "", so_far)


def names(technologies: Sequence[Row]) -> list[str]:
    """The technologies of reuse_technologies, each once."""
    return sorted({row["technology"] for row in technologies if row["technology"] is not None})


def by_theme(page: Page, themes: Sequence[Row]) -> None:
    """The projects of each theme, how many are completed, and the KPI targets reached."""
    st.header(page.t("By theme"), anchor=False)
    rows = sorted(themes, key=lambda row: -row["projects"])
    labels = [page.name("theme", row["theme"]) for row in rows]
    said = [
        page.t(
            NOTES["of_technology"],
            projects=page.counted("project", row["projects"]),
            completed=row["completed"],
            result=result(page, row),
        )
        for row in rows
    ]
    title = page.t("What was tried by theme")
    light.bars(page, "reuse_themes_chart", labels, [row["projects"] for row in rows], said, title, themes)
    sections.folded(page, "themes", rows, _counts(page, columns.names(page, "theme", "theme")), title)


def by_technology(page: Page) -> None:
    """The technologies of each theme, those of most projects first."""
    st.header(page.t("By theme and technology"), anchor=False)
    st.caption(page.t("A project counts in each of its technologies; these rows do not add up to the total."))

    def name(row: Row) -> str:
        theme = plain(page.name("theme", row["theme"]))
        return f"{plain(technology_name(page, row['technology']))}  \n:small[{theme}]"

    rows = page.listed("reuse_technologies", "projects desc, theme, technology nulls last")
    shown = _counts(page, worded(page.t("Technology and theme"), name))
    alt = page.t("What was tried by theme and technology, the most projects first")
    sections.paged(page, "technologies", rows, shown, alt, choices.SHORT, "technology_page")
    lineage.links(page, "reuse_technologies", "projects", "completed", *TARGETS)


def technology_name(page: Page, one: Any) -> str:
    """A technology in the reader's language; the words for none."""
    return page.t(terms.NO_TECHNOLOGY) if formats.missing(one) else vocabulary.technology(one, page.lang)


def _counts(page: Page, name: Column) -> list[Column]:
    """The columns of what was tried, beside its name."""
    reached = page.t("KPI targets reached, of those measured")
    return [
        name,
        *columns.of(page, "reuse_themes", "projects"),
        worded(page.t("Completed"), lambda row: page.ratio(row["completed"], row["projects"]), "text"),
        worded(reached, lambda row: page.ratio(row["targets_reached"], row["targets_measured"]), "text"),
    ]


def models(page: Page, technologies: Sequence[Row]) -> None:
    """The projects to look at, narrowed by technology and kind of municipality, each with its result."""
    st.header(page.t("Find a model"), anchor=False)
    left, right = st.columns(2)
    words = {key: technology_name(page, key) for key in names(technologies)}
    words[NO_TECHNOLOGY] = technology_name(page, None)
    label = page.named("technology")
    technology = choices.choose(page, "technology", page.t("technology"), label, words, into=left)
    kinds = schema.field("municipalities", "kind").enum
    words = {key: page.word("municipalities", "kind", key) for key in kinds}
    label = page.t("Kind of municipality")
    kind = choices.choose(page, "kind", page.t("kind of municipality"), label, words, into=right)
    found, every = chosen(page, technology, kind), chosen(page)
    if not len(found):
        page.nothing(page.t("No project fits this choice. Take another technology or kind of municipality."))
        return
    st.caption(page.t("{found} projects fit.", found=page.ratio(len(found), len(every))))
    ids = tuple(row["project_id"] for row in choices.paged(page, found, CARDS))
    tried = one_project.of_each(page.listed("reuse_projects", project_id=ids))
    places = one_project.of_each(page.listed("municipality_projects", project_id=ids))
    for one in ids:
        _card(page, tried[one], places.get(one, []))
    lineage.links(page, "reuse_projects", *TARGETS, "milestones_done")


def chosen(page: Page, technology: str | None = None, kind: str | None = None) -> Listed:
    """The projects with this technology that touch a municipality of this kind; None does not narrow.

    Those that are completed come first, of these those that have reached most.
    """
    order = "status <> 'completed', targets_reached(listed.project_id) desc, project_id"
    narrowed: dict[str, Any] = {}
    if technology or kind:
        narrowed["project_id"] = Among("projects_trying", (technology, kind))
    return page.listed("project_list", order, params=one_project.YEARS, **narrowed)


def looking(page: Page) -> None:
    """The themes of which issues were raised, never which of these still look, each with projects to follow."""
    rows, heading = page.rows("theme_partners"), page.t("Themes in which a partner was looked for")
    if not sections.begin(page, heading, rows, page.t("No issue of this selection is in the data.")):
        return
    st.caption(page.t(NOTES["looking"]))
    ids = {row["theme"]: tuple(filter(None, (row["model_ids"] or "").split(";"))) for row in rows}
    every = sum(ids.values(), ())
    titles = {row["id"]: row for row in page.listed("titles", kind="project", id=every).some(len(every))}

    def named(row: Row) -> str:
        links = (phrases.project_link(page, {**titles[one], "project_id": one}) for one in ids[row["theme"]])
        return "  \n".join(links) or page.t("none so far")

    shown = (
        columns.names(page, "theme", "theme"),
        *columns.of(page, "theme_partners", "issues", "models"),
        worded(page.t("Of these, most targets reached"), named),
    )
    table(page, "themes_looking", rows, shown, heading)
    lineage.links(page, "theme_partners", "issues", "models")


def _card(page: Page, tried: Sequence[Row], places: Sequence[Row]) -> None:
    row = tried[0]
    codes = [one["municipality_code"] for one in places]
    names = [plain(page.name("municipality", code)) for code in codes]
    towns = commas((phrases.named(page, "municipality", code) for code in codes), page.lang)
    theme, area = (plain(page.name(kind, row[of])) for kind, of in (("theme", "theme"), ("area", "area_id")))
    # an area that is one town has its name
    where = (theme, "" if [area] == names else area, towns)
    used = commas((technology_name(page, one["technology"]) for one in tried), page.lang)
    lines = {
        page.t("Technologies"): plain(used),
        page.t("Result"): result(page, row),
        page.named("milestones_done"): page.ratio(row["milestones_done"], row["milestones"]),
    }
    below = " ・ ".join(filter(None, where))
    said = [page.labelled(label, value) for label, value in lines.items()]
    one_project.card(page, row, phrases.titled(page, row), [below], said)
