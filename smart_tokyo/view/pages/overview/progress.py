"""The overview's progress at a glance: milestones, the projects' status, and what the reports say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats, palette, schema
from smart_tokyo.view.charts import look, overview, vega
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import lineage, phrases, tables
from smart_tokyo.view.parts.columns import Column


def show(page: Page, milestones: Mapping[Any, Any]) -> None:
    """Progress at a glance: milestones, the projects' status, and what the reports say."""
    st.header(page.t("Progress at a glance"), anchor=False)
    total, done, late = (milestones[name] for name in ("milestones", "done", "overdue"))
    left, middle, right = st.columns(3, gap="medium")
    with left:
        st.metric(page.t("✓ Milestones done"), formats.out_of(done, total, page.lang), border=True)
        st.metric(page.t("! Milestones overdue"), formats.out_of(late, total, page.lang), border=True)
        lineage.links(page, "milestone_counts", "done", "overdue")
    by_status, by_rag = page.figure("status_counts"), page.figure("rag_counts")
    statuses = by_status.set_index("status")["projects"]
    order = [key for key in schema.field("projects", "status").enum if key in statuses.index]
    with middle:
        _counts(
            page,
            page.t("Projects by status"),
            "overview_status",
            [
                (phrases.word(page.lang, "projects", "status", key), int(statuses[key]), palette.ACCENT)
                for key in order
            ],
            by_status,
        )
        lineage.links(page, "status_counts", "projects")
    reported = {
        ("" if formats.missing(k) else str(k)): int(n)
        for k, n in by_rag[["rag", "projects"]].itertuples(index=False)
    }
    title = page.t("Reported status of running projects")
    with right:
        if set(reported) <= {""}:
            st.markdown(f"**{title}**")
            st.markdown(page.t("No status report is in the data."))
            return
        _counts(
            page,
            title,
            "overview_rag",
            [
                (
                    phrases.reported(page, key or None),
                    reported[key],
                    palette.RAG.get(key, palette.NONE),
                )
                for key in ("green", "amber", "red", "")
                if key in reported
            ],
            by_rag,
        )
        lineage.links(page, "rag_counts", "projects")


def _counts(
    page: Page, title: str, key: str, rows: list[tuple[str, int, str]], counted: pd.DataFrame
) -> None:
    """A titled list of bars, each with its word and its number, and the same as a table."""
    st.markdown(f"**{title}**")
    frame = pd.DataFrame(rows, columns=["word", "n", "colour"])
    said = phrases.joined(page, [f"{word} {n}" for word, n, _ in rows])
    chart = partial(overview.counts, frame, look.ink())
    vega.show(page, key, chart, f"{title}: {said}", title, counted)
    with st.expander(page.t("Table")):
        shown = [
            Column("word", page.t("Status")),
            Column("n", page.called("status_counts", "projects"), "count"),
        ]
        tables.table(page, f"{key}_table", frame, shown, title)
