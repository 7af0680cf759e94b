"""The journey from an issue to a paid grant: the funnel, where it stalls, and the events."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.view.charts.steps import bars
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.journey import FEW, days, lifted, share, step, under, with_previous

ATTENDED = ("local_governments", "private_organizations")


def funnel(page: Page, rows: pd.DataFrame) -> None:
    """The steps as bars, and the same with both conversions in a table."""
    st.header(page.t("From an issue to a paid grant"), anchor=False)
    bars(page, rows)
    records = with_previous(rows)
    with st.expander(page.t("Table")):
        table(
            under(page),
            "journey_steps",
            rows.assign(
                _step=[step(page, row["step"]) for row in records],
                _previous=[
                    "–" if row["previous"] is None else share(page, row["issues"], row["previous"])
                    for row in records
                ],
                _days=[
                    "–" if formats.missing(value) else days(page, value)
                    for value in rows["median_days_from_previous"]
                ],
                _first=[share(page, row["issues"], row["first"]) for row in records],
            ),
            (
                Column("_step", page.named("step")),
                *columns.of(page, "journey_steps", "issues"),
                Column("_previous", page.t("From the step before")),
                Column("_first", page.t("From the start")),
                Column("_days", page.called("journey_steps", "median_days_from_previous")),
            ),
            page.t("Issues at each step, with conversions and median days"),
        )
    lineage.links(page, "journey_steps", "issues", "median_days_from_previous", over=lifted(page))
    st.caption(
        page.t(
            "An issue may pass over a step. The median counts the issues that reached a step and the one before. "
            "From fewer than {n} issues no percentage is made.",
            n=FEW,
        )
    )


def scope(page: Page) -> None:
    """What the numbers cover, and why the public has no parts of them."""
    if page.audience == "internal":
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


def events(page: Page) -> None:
    """The events held, with who came."""
    st.header(page.t("Events"), anchor=False)
    rows = page.figure("event_list")
    if rows.empty:
        page.nothing(page.t("No event is in the data."))
        return
    known = rows.dropna(subset=["local_governments"])
    st.markdown(
        page.t(
            "{events} up to the as-of date; the number of local governments is known for {ratio}.",
            events=phrases.counted(page.lang, "event", len(rows)),
            ratio=formats.ratio(len(known), len(rows), page.lang),
        )
    )
    with st.expander(page.t("Table"), expanded=len(rows) <= 12):
        table(
            page.under(**dict.fromkeys(page.filters.params())),
            "events",
            rows.assign(
                _name=[plain(page.pick(row, "name")) for row in phrases.records(rows)],
                _venue=[page.pick(row, "venue") for row in phrases.records(rows)],
            ),
            (
                *columns.of(page, "event_list", "held_on"),
                Column("_name", page.t("Event"), "markdown"),
                Column("_venue", page.called("event_list", "venue_ja")),
                *columns.of(page, "event_list", *ATTENDED, absent=dict.fromkeys(ATTENDED, page.unknown)),
            ),
            page.t("Events with attendance, newest first"),
        )
    lineage.links(page, "event_list", "local_governments", "private_organizations")
