"""The journey from an issue to a paid grant: the funnel, the events, and internally its parts and each issue."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, terms
from smart_tokyo.view.charts import plotly, progress
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.parts import columns, lineage, phrases, sections
from smart_tokyo.view.parts.columns import Column, worded
from smart_tokyo.view.subjects import journey
from smart_tokyo.view.subjects.journey import share, step, under

ATTENDED = ("local_governments", "private_organizations")
ROWS = 30


def scope(page: Page) -> None:
    """What the numbers cover, and why the public has no parts of them."""
    if page.is_internal:
        if page.filters.from_fy or page.filters.to_fy:
            st.caption(page.t("Fiscal years do not narrow this page."))
        return
    st.info(
        page.t(
            "These numbers are the **total over all issues**, those that are not published too. By theme, area or "
            "municipality they would be counts of one or two issues and could tell about a single one, so these "
            "parts are not public, and the filters do not narrow the total."
        ),
        icon=":material/info:",
    )


def funnel(page: Page, rows: pd.DataFrame) -> None:
    """The steps as bars, and the same with both conversions in a table."""
    st.header(page.t("From an issue to a paid grant"), anchor=False)
    progress.steps(page, rows)
    median = "median_days_from_previous"
    with_previous = {row["step"]: row for row in journey.with_previous(rows)}

    def from_previous(row: Mapping[str, Any]) -> str:
        previous = with_previous[row["step"]]["previous"]
        return "–" if previous is None else share(page, row["issues"], previous)

    def from_start(row: Mapping[str, Any]) -> str:
        return share(page, row["issues"], rows["issues"].iloc[0])

    def days(row: Mapping[str, Any]) -> str:
        return "–" if formats.missing(row[median]) else journey.days(page, row[median])

    shown = (
        worded(page.named("step"), lambda row: step(page, row["step"]), "text"),
        *columns.of(page, "journey_steps", "issues"),
        worded(page.t("From the step before"), from_previous, "text"),
        worded(page.t("From the start"), from_start, "text"),
        worded(page.called("journey_steps", median), days, "text"),
    )
    alt = page.t("Issues at each step, with conversions and median days")
    sections.folded(under(page), "journey_steps", rows, shown, alt)
    lineage.links(page, "journey_steps", "issues", median, over=journey.lifted(page))
    st.caption(
        page.t(
            "An issue may pass over a step. The median counts the issues that reached a step and the one before. "
            "From fewer than {n} issues no percentage is made.",
            n=journey.FEW,
        )
    )


def events(page: Page) -> None:
    """The events held, with who came."""
    rows = page.figure("event_list")
    if not sections.begin(page, page.t("Events"), rows, page.t("No event is in the data.")):
        return
    known = rows.dropna(subset=["local_governments"])
    st.markdown(
        page.t(
            "{events} up to the as-of date; the number of local governments is known for {ratio}.",
            events=phrases.counted(page.lang, "event", len(rows)),
            ratio=page.ratio(len(known), len(rows)),
        )
    )
    shown = (
        *columns.of(page, "event_list", "held_on"),
        worded(page.t("Event"), lambda row: plain(page.pick(row, "name"))),
        worded(page.called("event_list", "venue_ja"), lambda row: page.pick(row, "venue"), "text"),
        *columns.of(page, "event_list", *ATTENDED, absent=dict.fromkeys(ATTENDED, page.unknown)),
    )
    unfiltered = page.under(**dict.fromkeys(page.filters.params()))
    alt = page.t("Events with attendance, newest first")
    sections.folded(unfiltered, "events", rows, shown, alt, few=sections.FEW)
    lineage.links(page, "event_list", *ATTENDED)


def parts(page: Page) -> None:
    """The journey of each theme and of each municipality: how many of its issues reached each step."""
    st.header(page.t("By theme and municipality"), anchor=False)
    rows = page.figure("journey_parts")
    for dimension, heading, label in (
        ("theme", page.t("Issues of each theme by step"), page.t("Theme")),
        ("municipality", page.t("Issues of each municipality by step"), page.t("Municipality")),
    ):
        wide = rows[rows["dimension"] == dimension].pivot(index="id", columns="step", values="issues")
        wide = wide.reset_index().sort_values(["issue", "id"], ascending=[False, True], kind="stable")
        wide = wide.assign(_name=[page.name(dimension, key) for key in wide["id"]])
        counted = (Column(key, step(page, key), "count") for key in terms.STEPS)
        shown = (Column("_name", label), *counted)
        name = f"journey_by_{dimension}"
        sections.folded(under(page), name, wide, shown, heading, title=heading, few=sections.FEW)
    lineage.links(page, "journey_parts", "issues")


def closed(page: Page) -> None:
    """Why introductions were closed, as they were written down."""
    rows = page.figure("close_reasons")
    none = page.t("No match of this selection was closed.")
    if not sections.begin(page, page.t("Why matches closed"), rows, none):
        return
    total = int(rows["matches"].sum())
    st.markdown(
        page.t(
            "{matches} were closed; {ratio} after an agreement.",
            matches=phrases.counted(page.lang, "match", total),
            ratio=page.ratio(int(rows["after_agreement"].sum()), total),
        )
    )
    shown = rows.head(plotly.MAX_ROWS)
    unsaid = page.t("no reason given")
    labels = [unsaid if formats.missing(text) else plotly.label(str(text)) for text in shown["close_reason"]]
    values = [int(n) for n in shown["matches"]]
    title = page.t("Closed matches by reason")
    said = [page.ratio(n, total) for n in values]
    plotly.bars(under(page), "close_reasons", labels, values, said, title, rows)
    names = ("close_reason", "matches", "after_agreement")
    listed = columns.of(page, "close_reasons", *names, absent={"close_reason": unsaid})
    sections.folded(under(page), "closed_matches", rows, listed, title)
    lineage.links(page, "close_reasons", "matches", "after_agreement")


def issues(page: Page) -> None:
    """Each issue with its date at each step and what it waits for, the longest waiting first."""
    st.header(page.t("Each issue, the longest waiting first"), anchor=False)
    titles = {row["id"]: row for row in page.rows("titles") if row["kind"] == "project"}
    shown = (
        worded(page.t("Issue"), lambda row: issue(page, row, titles)),
        worded(page.t("Now"), lambda row: waits(page, row)),
        worded(page.t("Steps reached"), lambda row: dates(page, row)),
    )
    rows = page.figure("issue_journey")
    alt = page.t("Each issue with the date of each step and what it waits for")
    sections.paged(under(page), "issues", rows, shown, alt, ROWS, "issue_page")
    lineage.links(page, "issue_journey", "days")


def issue(page: Page, row: Mapping[str, Any], titles: Mapping[str, Mapping[str, Any]]) -> str:
    """An issue with its theme and municipality, and the ways to the projects it led to."""
    facts = (
        page.name("theme", row["theme"]),
        page.name("municipality", row["municipality_code"]),
        "" if row["published"] else page.t("Unpublished"),
    )
    lines = [plain(page.pick(row, "title")), f":small[{' ・ '.join(plain(one) for one in facts if one)}]"]
    named = [] if formats.missing(row["project_ids"]) else str(row["project_ids"]).split(";")
    lines += [
        f":small[→ {phrases.project_link(page, {**titles[key], 'project_id': key})}]"
        for key in named
        if key in titles
    ]
    return "  \n".join(lines)


def waits(page: Page, row: Mapping[str, Any]) -> str:
    """What an issue of issue_journey waits for, since when; that it is paid where it waits for nothing."""
    if formats.missing(row["waits_for"]):
        return f"✓ {page.t('Paid out')}"
    text = f"**{page.t('waits for: {step}', step=step(page, row['waits_for']))}**"
    text += f"  \n{whole(phrases.counted(page.lang, 'day', row['days']))}"
    if row["matches"] and not row["open_matches"]:
        text += f"  \n:small[{page.t('all its matches are closed')}]"
    return text


def dates(page: Page, row: Mapping[str, Any]) -> str:
    """The steps that an issue reached, each with its date, in their order."""
    return "  \n".join(
        f":small[{whole(page.date(row[f'{key}_on']))} {step(page, key)}]"
        for key in terms.STEPS
        if not formats.missing(row[f"{key}_on"])
    )
