"""The journey from an issue to a paid grant: the funnel, where it stalls, and the events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.palette import ACCENT
from smart_tokyo.view import charts, evidence, marks
from smart_tokyo.view.columns import Column
from smart_tokyo.view.frame import Page
from smart_tokyo.view.journey_words import FEW, lifted, most_left, share, step, under, with_previous
from smart_tokyo.view.tables import table
from smart_tokyo.view.text import plain, sentences


def finding(page: Page, rows: pd.DataFrame) -> str:
    """How far issues get, where most are left behind, and which step takes longest, in sentences."""
    records = with_previous(rows)
    total, last = int(records[0]["issues"]), records[-1]
    if not total:
        return ""
    parts = [
        page.t("**{ratio} issues got as far as a paid grant.**", ratio=share(page, last["issues"], total))
    ]
    stop = most_left(records)
    if stop:
        before, worst = stop
        parts.append(
            page.t(
                "Most are left before “{step}”: of {previous} at “{before}”, {n} are not there yet.",
                step=step(page, worst["step"]),
                before=step(page, before["step"]),
                previous=formats.number(worst["previous"]),
                n=formats.number(worst["previous"] - worst["issues"]),
            )
        )
    timed = [row for row in records if not formats.missing(row["median_days_from_previous"])]
    if timed:
        slow = max(timed, key=lambda row: row["median_days_from_previous"])
        parts.append(
            page.t(
                "The longest wait is for “{step}”: a median of {days}.",
                step=step(page, slow["step"]),
                days=days(page, slow["median_days_from_previous"]),
            )
        )
    return sentences(parts, page.lang)


def days(page: Page, value: Any) -> str:
    """A median of days, with its half day where it has one."""
    one, many = marks.NOUNS["day"]
    whole = float(value).is_integer()
    return page.t(one if value == 1 else many, n=formats.number(value, 0 if whole else 1))


def label(page: Page, row: Mapping[str, Any]) -> str:
    """What stands beside a step of the funnel: its issues, and beneath from the step before and the days."""
    text = marks.counted(page.lang, "issue", row["issues"])
    if row["previous"] is None:
        return text
    second = page.t("from the step before: {share}", share=share(page, row["issues"], row["previous"]))
    if not formats.missing(row["median_days_from_previous"]):
        second += page.t(" · median {days}", days=days(page, row["median_days_from_previous"]))
    return f"{text}<br>{second}"


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
                Column("_step", page.t("Step")),
                Column("issues", page.t("Issues"), "count"),
                Column("_previous", page.t("From the step before")),
                Column("_first", page.t("From the start")),
                Column("_days", page.t("Median days from the step before")),
            ),
            page.t("Issues at each step, with conversions and median days"),
        )
    evidence.links(page, "journey_steps", "issues", "median_days_from_previous", over=lifted(page))
    st.caption(
        page.t(
            "An issue may pass over a step. The median counts the issues that reached a step and the one before. "
            "From fewer than {n} issues no percentage is made.",
            n=FEW,
        )
    )


def bars(page: Page, rows: pd.DataFrame) -> None:
    """A bar for each step of the journey."""
    records = with_previous(rows)
    names = [step(page, row["step"]) for row in records]
    labels = [label(page, row) for row in records]
    colours = [ACCENT] * len(records)
    charts.show(
        under(page),
        "journey",
        lambda: charts.counts(names, [int(row["issues"]) for row in records], labels, colours),
        "; ".join(f"{name}: {text.replace('<br>', ', ')}" for name, text in zip(names, labels, strict=True)),
        page.t("From an issue to a paid grant"),
        rows,
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
            events=marks.counted(page.lang, "event", len(rows)),
            ratio=formats.ratio(len(known), len(rows), page.lang),
        )
    )
    with st.expander(page.t("Table"), expanded=len(rows) <= 12):
        table(
            page.under(**dict.fromkeys(page.filters.params())),
            "events",
            rows.assign(
                _name=[plain(page.pick(row, "name")) for row in marks.records(rows)],
                _venue=[page.pick(row, "venue") for row in marks.records(rows)],
            ),
            (
                Column("held_on", page.t("Held on"), "date"),
                Column("_name", page.t("Event"), "markdown"),
                Column("_venue", page.t("Venue")),
                Column("local_governments", page.t("Local governments"), "count", page.unknown),
                Column("private_organizations", page.t("Private organizations"), "count", page.unknown),
            ),
            page.t("Events with attendance, newest first"),
        )
    evidence.links(page, "event_list", "local_governments", "private_organizations")
