"""The directory of municipalities, and one of them: what is done there, with whom, what came of it and what is next."""

import streamlit as st

from smart_tokyo import texts
from smart_tokyo.figures import Among, Row
from smart_tokyo.view.frame import Page, choices, commas, plain
from smart_tokyo.view.maps import geography
from smart_tokyo.view.parts import Column, columns, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import several
from smart_tokyo.view.subjects.status import kpi_sentence

NOTES = texts("notes")["town"]
COUNTED = ("projects", "running", "organizations", "issues")
RATES = ("population", "projects_per_100k", "decided_yen")  # before the amount per resident, which is in yen
PER_RESIDENT = "decided_per_resident_yen"
MADE = (*COUNTED, "decided_yen", "population")


def directory(page: Page) -> None:
    """All municipalities with their projects, money, issues and residents."""
    st.caption(page.t(NOTES["not_additive"]))
    shown = _compared(page, *COUNTED)
    alt = page.t("Municipalities with their projects, money and residents; each name leads to its page")
    table(page, "municipalities", page.rows("municipality_list"), shown, alt)
    lineage.links(page, "municipality_list", *MADE)
    st.text(page.t(phrases.POPULATION))


def _compared(page: Page, *counts: str) -> list[Column]:
    return [
        columns.names(page, "municipality"),
        *columns.of(page, "municipality_list", *counts, *RATES),
        *columns.of(page, "municipality_list", PER_RESIDENT, yen="exact_yen"),
    ]


def numbers(page: Page, code: str) -> None:
    """Its projects, organizations, issues, money and residents."""
    (row,) = page.listed("municipality_list", municipality_code=code).some(1)
    own = page.names["municipality"][code]
    st.markdown(page.word("municipalities", "region", own["parent_id"]))
    several.tiles(page, "municipality_list", row, (*COUNTED, *RATES, PER_RESIDENT))
    st.caption(page.t(NOTES["not_additive"]))
    lineage.links(page, "municipality_list", *MADE, municipality_code=code)


def projects(page: Page, code: str) -> None:
    """The selected projects of the areas that lie in it, newest first."""
    rows = several.of_name(page, "project_list", several.NEWEST, town=code)
    if sections.begin(page, page.t("Projects"), rows, page.t("No project of this selection is here.")):
        some = choices.paged(page, rows, choices.SHORT, "project_page")
        several.projects(page, some, rows, page.t("Projects in the municipality"))


def upcoming(page: Page, code: str) -> None:
    """The milestones of its projects that are not done, by due date."""
    rows = several.of_name(page, "milestone_list", only="state <> 'done'", town=code)
    none = page.t("No milestone that is not done is published for these projects.")
    if not sections.begin(page, page.t("What is next"), rows, none):
        return
    shown = (
        *columns.of(page, "milestone_list", "due_on"),
        worded(page.t("Milestone"), lambda row: phrases.titled(page, row)),
        worded(page.t("Project"), lambda row: phrases.project_link(page, row, "project_title")),
        worded(page.called("milestone_list", "state"), lambda row: phrases.state(page, row["state"]), "text"),
    )
    alt = page.t("Milestones of the municipality's projects that are not done, by due date")
    sections.paged(page, "upcoming", rows, shown, alt, choices.SHORT, "upcoming_page")


def kpis(page: Page, code: str) -> None:
    """The KPIs of its projects with what was measured, those with a value first."""
    order = "latest_value is null, project_id, kpi_id"
    rows = several.of_name(page, "kpi_list", order, town=code)
    none = page.t("No KPI is published for these projects.")
    if not sections.begin(page, page.t("KPIs and results"), rows, none):
        return

    def name(row: Row) -> str:
        project = phrases.project_link(page, row, "project_title")
        return f"**{phrases.titled(page, row, 'name')}**  \n:small[{project}]"

    shown = (worded(page.t("KPI"), name), worded(page.t("Result"), lambda row: kpi_sentence(page, row)))
    alt = page.t("KPIs of the municipality's projects with their results")
    sections.paged(page, "kpis", rows, shown, alt, choices.SHORT, "kpi_page")


def partners(page: Page, code: str) -> None:
    """The members of the consortia of its projects."""
    title, rows = page.t("Partners"), several.partners(page, town=code)
    if sections.begin(page, title, rows, page.t("The members of these consortia are not published.")):
        several.organizations(page, "partners", rows, title, choices.SHORT, "partner_page")


def issues(page: Page, code: str) -> None:
    """The issues that it raised, newest first; the theme narrows them."""
    rows = page.listed("rows_issues", "raised_on desc, issue_id", municipality_code=code)
    if not sections.begin(page, page.t("Issues raised"), rows, page.t("No issue is published here.")):
        return
    shown = (
        *columns.of(page, "rows_issues", "raised_on"),
        worded(page.t("Issue"), lambda row: plain(page.pick(row, "title"))),
        columns.names(page, "theme", "theme"),
    )
    alt = page.t("Issues that the municipality raised, newest first")
    sections.paged(page, "issues", rows, shown, alt, choices.SHORT, "issue_page")


def events(page: Page, code: str) -> None:
    """The events at which somebody was introduced to one of its issues, newest first."""
    rows = page.listed("event_list", event_id=Among("events_of", (code,)))
    if not sections.begin(page, page.t("Events"), rows, page.t("No event led to an introduction here.")):
        return
    shown = (
        *columns.of(page, "event_list", "held_on"),
        worded(page.t("Event"), lambda row: plain(page.pick(row, "name"))),
    )
    alt = page.t("Events at which an organization was introduced to an issue, newest first")
    unfiltered = page.under(**dict.fromkeys(page.filters.params()))
    sections.paged(unfiltered, "events", rows, shown, alt, choices.SHORT, "event_page")


def around(page: Page, code: str) -> None:
    """Those with which it shares a border, and those that are like it beside it, each with number and residents."""
    st.header(page.t("Neighbours and similar municipalities"), anchor=False)
    near = [phrases.named(page, "municipality", one) for one in sorted(geography.neighbours().get(code, ()))]
    none = page.t("none: it shares no border on land")
    st.markdown(phrases.labelled(page, f"**{page.t('Neighbours')}**", commas(near, page.lang) or none))
    st.markdown(page.t(NOTES["similar"]))
    order = "population desc nulls last, municipality_code"
    rows = page.listed("municipality_list", order, municipality_code=Among("towns_like", (code,))).some()
    own_first = sorted(rows, key=lambda row: row["municipality_code"] != code)
    shown = _compared(page, "projects")
    table(page, "similar", own_first, shown, page.t("The municipality beside those most like it"))
    st.text(page.t(phrases.POPULATION))
