"""Who takes part in the projects, by kind of organization, and the implementation support given."""

from __future__ import annotations

import streamlit as st

from smart_tokyo import formats, schema
from smart_tokyo.palette import ACCENT
from smart_tokyo.view.charts import plotly
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage, phrases
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table


def consortia(page: Page, projects: int) -> None:
    """Who takes part, by kind of organization."""
    st.header(page.t("Who takes part"), anchor=False)
    rows = page.figure("consortium_composition")
    if rows.empty:
        page.nothing(page.t("No consortium member is published for this selection."))
        return
    order = list(schema.field("organizations", "kind").enum)
    rows = rows.sort_values("kind", key=lambda kinds: kinds.map(order.index))
    labels = [phrases.word(page.lang, "organizations", "kind", kind) for kind in rows["kind"]]
    said = [
        page.t(
            "{organizations} in {ratio} projects",
            organizations=phrases.counted(page.lang, "organization", row["organizations"]),
            ratio=formats.ratio(row["projects"], projects, page.lang),
        )
        for row in phrases.records(rows)
    ]
    plotly.show(
        page,
        "kinds",
        lambda: plotly.counts(labels, [int(n) for n in rows["organizations"]], said, [ACCENT] * len(rows)),
        "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
        page.t("Member organizations by kind"),
        rows,
    )
    with st.expander(page.t("Table")):
        table(
            page,
            "organizations",
            rows.assign(_kind=labels),
            (
                Column("_kind", page.named("kind")),
                *columns.of(page, "consortium_composition", "organizations", "projects"),
            ),
            page.t("Member organizations by kind"),
        )
    complete = int(page.figure("consortium_parts")["members_complete"].sum())
    ratio = formats.ratio(complete, projects, page.lang)
    st.caption(
        page.t("Known members only. The list is known to be complete for {ratio} projects.", ratio=ratio)
    )
    lineage.links(page, "consortium_composition", "organizations", "projects")


def support(page: Page) -> None:
    """The implementation support given, by kind."""
    st.header(page.t("Support given"), anchor=False)
    rows = page.figure("support_hours")
    if rows.empty:
        page.nothing(page.t("No support record is published for this selection."))
        return
    labels = [phrases.word(page.lang, "support", "kind", kind) for kind in rows["kind"]]
    if rows["hours"].notna().any():
        said = [
            page.unknown if formats.missing(hours) else phrases.counted(page.lang, "hour", hours)
            for hours in rows["hours"]
        ]
        plotly.show(
            page,
            "support",
            lambda: plotly.counts(
                labels,
                [0 if formats.missing(hours) else float(hours) for hours in rows["hours"]],
                said,
                [ACCENT] * len(rows),
            ),
            "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True)),
            page.t("Hours and entries of support by kind"),
            rows,
        )
    with st.expander(page.t("Table")):
        table(
            page,
            "support_hours",
            rows.assign(_kind=labels),
            (
                Column("_kind", page.t("Kind of support")),
                *columns.of(page, "support_hours", "hours", "entries"),
            ),
            page.t("Hours and entries of support by kind"),
        )
    lineage.links(page, "support_hours", "hours", "entries")
