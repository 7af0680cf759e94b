"""The directory of municipalities, and one of them: what is done there, with whom, what came of it and what is next."""

from dataclasses import replace
from functools import partial

import streamlit as st

from smart_tokyo import texts, words
from smart_tokyo.figures import Among, Filters, Reading
from smart_tokyo.outputs.reports import reports
from smart_tokyo.outputs.reports.town import notice
from smart_tokyo.view.frame import Page, commas, snapshots, url
from smart_tokyo.view.maps import geography
from smart_tokyo.view.parts import Column, columns, download, lineage, phrases, sections, table, worded
from smart_tokyo.view.subjects import one_project, several
from smart_tokyo.view.subjects.status import kpi_sentence

NOTES = texts("notes")["town"]
COUNTED = ("projects", "running", "organizations", "issues")
RATES = ("population", "projects_per_100k", "decided_yen")
RATE_YEN = "decided_per_resident_yen"  # of few yen, whatever unit is chosen
MADE = (*COUNTED, "decided_yen", "population")


def _compared(page: Page, *counts: str) -> list[Column]:
    return [
        columns.names(page, "municipality"),
        *several.numbers(page, "municipality_list", *counts, *RATES),
        *several.numbers(page, "municipality_list", RATE_YEN, yen="exact_yen"),
    ]


def directory(page: Page) -> None:
    """All municipalities with their projects, money, issues and residents."""
    st.caption(page.t(NOTES["not_additive"]))
    several.no_amount(page)
    alt = page.t("Municipalities with their numbers; each name leads to its page")
    table(page, "municipalities", page.rows("municipality_list"), _compared(page, *COUNTED), alt)
    lineage.links(page, "municipality_list", *several.shown(page, *MADE))
    st.text(page.t(phrases.POPULATION))


def sheet(page: Page, code: str) -> None:
    """One municipality, from its numbers to its neighbours."""
    (row,) = page.listed("municipality_list", municipality_code=code).some(1)
    st.markdown(page.word("municipalities", "region", page.names["municipality"][code]["parent_id"]))
    several.tiles(page, "municipality_list", row, several.shown(page, *COUNTED, *RATES, RATE_YEN))
    st.caption(page.t(NOTES["not_additive"]))
    lineage.links(page, "municipality_list", *several.shown(page, *MADE), municipality_code=code)
    _projects(page, code)
    several.partners(page, None, code)
    _issues_and_events(page, code)
    _around(page, code)
    phrases.boundary_credit(page)
    _notice(page, code)


def _projects(page: Page, code: str) -> None:
    """The projects of the areas that lie in it, what of them is not done yet, and what came of them."""
    here = Among("projects_of", (None, code))
    rows = page.listed("project_list", one_project.NEWEST, project_id=here)
    shown = [*one_project.columns_of(page), *columns.of(page, "project_list", "decided_yen")]
    sections.headed(page, "projects", page.t("Projects"), rows, shown)
    project = worded(page.t("Project"), lambda row: phrases.project_link(page, row, "project_title"))
    milestones = (
        *columns.of(page, "milestone_list", "due_on"),
        worded(page.t("Milestone"), partial(phrases.titled, page)),
        project,
        worded(page.called("milestone_list", "state"), lambda row: phrases.state(page, row["state"]), "text"),
    )
    rows = page.listed("milestone_list", only="state <> 'done'", project_id=here)
    sections.headed(page, "upcoming", page.t("What is next"), rows, milestones)
    phrases.calendar(page, municipality_code=code)
    kpis = (
        worded(page.t("KPI"), partial(phrases.titled, page, column="name")),
        project,
        worded(page.t("Result"), partial(kpi_sentence, page)),
    )
    rows = page.listed("kpi_list", "latest_value is null, kpi_id", project_id=here)
    sections.headed(page, "kpis", page.t("KPIs and results"), rows, kpis)


def _issues_and_events(page: Page, code: str) -> None:
    """The issues that it raised, which the theme narrows; internally the events that led to an introduction."""
    issues = (
        *columns.of(page, "rows_issues", "raised_on"),
        worded(page.t("Issue"), partial(phrases.titled, page)),
        columns.names(page, "theme", "theme"),
    )
    rows = page.listed("rows_issues", "raised_on desc, issue_id", municipality_code=code)
    sections.headed(page, "issues", page.t("Issues raised"), rows, issues)
    if page.is_internal:
        event = worded(page.t("Event"), partial(phrases.titled, page, column="name"))
        events = [*columns.of(page, "event_list", "held_on"), event]
        rows = page.listed("event_list", event_id=Among("events_of", (code,)))
        unfiltered = page.under(**dict.fromkeys(page.filters.params()))
        sections.headed(unfiltered, "events", page.t("Events that led to an introduction"), rows, events)


def _around(page: Page, code: str) -> None:
    """Those with which it shares a border, and those that are like it beside it, with what their rates are made of."""
    st.header(page.t("Neighbours and similar municipalities"), anchor=False)
    near = [phrases.named(page, "municipality", one) for one in sorted(geography.neighbours()[code])]
    none = page.t("none: it shares no border on land")
    st.markdown(page.labelled(f"**{page.t('Neighbours')}**", commas(near, page.lang) or none))
    st.markdown(page.t(NOTES["similar"]))
    order = "population desc nulls last, municipality_code"
    rows = page.listed("municipality_list", order, municipality_code=Among("towns_like", (code,))).some()
    own_first = sorted(rows, key=lambda row: row["municipality_code"] != code)
    alt = page.t("The municipality beside those most like it")
    table(page, "similar", own_first, _compared(page, "projects"), alt)
    st.text(page.t(phrases.POPULATION))


def _notice(page: Page, code: str) -> None:
    """The sheet for a notice board in each language, each made on the click."""
    st.header(page.t("A sheet for the notice board"), anchor=False)
    st.caption(page.t(NOTES["notice_internal" if page.is_internal else "notice"]))
    con, address = snapshots.connection(page.database), f"{url.home()}{page.info.path}?code={code}"

    def made(lang: str) -> bytes:
        read = Reading.of(con, "en" if lang == "en" else "ja", page.audience, Filters())
        return reports.write(notice(replace(read, easy=lang == words.EASY), code, address), "pdf")

    with st.container(horizontal=True):
        for lang, name in words.NAMES_OF_LANGUAGES.items():
            label = page.t("Download: {what}", what=f"PDF{page.aside(name)}")
            file = f"town-{code}-{page.snapshot['snapshot_id']}-{page.audience}-{lang}.pdf"
            download.button(page, label, partial(made, lang), file, key=f"notice_{lang}")
