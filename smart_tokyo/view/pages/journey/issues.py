"""The parts of the journey that the internal view alone has: by theme, why matches closed, each issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from smart_tokyo import formats, terms
from smart_tokyo.palette import ACCENT
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import plain, whole
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects import journey

ROWS = 30


def parts(page: Page) -> None:
    """The journey of each theme and of each municipality: how many of its issues reached each step."""
    st.header(page.t("By theme and municipality"), anchor=False)
    rows = page.figure("journey_parts")
    for dimension, heading, label in (
        ("theme", page.t("Issues of each theme by step"), page.t("Theme")),
        ("municipality", page.t("Issues of each municipality by step"), page.t("Municipality")),
    ):
        of_one = rows[rows["dimension"] == dimension]
        wide = of_one.pivot(index="id", columns="step", values="issues").reset_index()
        wide = wide.assign(_name=[page.name(dimension, key) for key in wide["id"]])
        with st.expander(heading, expanded=len(wide) <= 12):
            table(
                journey.under(page),
                f"journey_by_{dimension}",
                wide.sort_values(["issue", "id"], ascending=[False, True], kind="stable"),
                (
                    Column("_name", label),
                    *(Column(key, journey.step(page, key), "count") for key in terms.STEPS),
                ),
                heading,
            )
    lineage.links(page, "journey_parts", "issues")


def closed(page: Page) -> None:
    """Why introductions were closed, as they were written down."""
    st.header(page.t("Why matches closed"), anchor=False)
    rows = page.figure("close_reasons")
    if rows.empty:
        page.nothing(page.t("No match of this selection was closed."))
        return
    total, after = int(rows["matches"].sum()), int(rows["after_agreement"].sum())
    st.markdown(
        page.t(
            "{matches} were closed; {ratio} after an agreement.",
            matches=phrases.counted(page.lang, "match", total),
            ratio=formats.ratio(after, total, page.lang),
        )
    )
    shown = rows.head(plotly.MAX_ROWS)
    labels = [
        page.t("no reason given") if formats.missing(text) else plotly.label(str(text))
        for text in shown["close_reason"]
    ]
    values = [int(n) for n in shown["matches"]]
    said = [formats.ratio(n, total, page.lang) for n in values]
    plotly.show(
        journey.under(page),
        "close_reasons",
        lambda: plotly.counts(labels, values, said, [ACCENT] * len(values)),
        "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
        page.t("Closed matches by reason"),
        rows,
    )
    none = {"close_reason": page.t("no reason given")}
    with st.expander(page.t("Table")):
        table(
            journey.under(page),
            "closed_matches",
            rows,
            (*columns.of(page, "close_reasons", "close_reason", "matches", "after_agreement", absent=none),),
            page.t("Closed matches by reason"),
        )
    lineage.links(page, "close_reasons", "matches", "after_agreement")


def waits(page: Page, row: Mapping[str, Any]) -> str:
    """What an issue of issue_journey waits for, since when; that it is paid where it waits for nothing."""
    if formats.missing(row["waits_for"]):
        return f"✓ {page.t('Paid out')}"
    text = f"**{page.t('waits for: {step}', step=journey.step(page, row['waits_for']))}**"
    text += f"  \n{whole(phrases.counted(page.lang, 'day', row['days']))}"
    if row["matches"] and not row["open_matches"]:
        text += f"  \n:small[{page.t('all its matches are closed')}]"
    return text


def dates(page: Page, row: Mapping[str, Any]) -> str:
    """The steps that an issue reached, each with its date, in their order."""
    return "  \n".join(
        f":small[{whole(page.date(row[f'{key}_on']))} {journey.step(page, key)}]"
        for key in terms.STEPS
        if not formats.missing(row[f"{key}_on"])
    )


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


def issues(page: Page) -> None:
    """Each issue with its date at each step and what it waits for, the longest waiting first."""
    st.header(page.t("Each issue, the longest waiting first"), anchor=False)
    everything = page.figure("issue_journey")
    rows = choices.paged(page, everything, ROWS, "issue_page")
    records = phrases.records(rows)
    titles = {row["id"]: row for row in phrases.records(page.figure("titles")) if row["kind"] == "project"}
    table(
        journey.under(page),
        "issues",
        rows.assign(
            _issue=[issue(page, row, titles) for row in records],
            _waits=[waits(page, row) for row in records],
            _dates=[dates(page, row) for row in records],
        ),
        (
            Column("_issue", page.t("Issue"), "markdown"),
            Column("_waits", page.t("Now"), "markdown"),
            Column("_dates", page.t("Steps reached"), "markdown"),
        ),
        page.t("Each issue with the date of each step and what it waits for"),
        all_rows=everything,
    )
    lineage.links(page, "issue_journey", "days")
