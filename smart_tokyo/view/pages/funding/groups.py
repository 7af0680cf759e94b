"""The money of the funding page by programme, area or theme: a chart against the limit, and a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from smart_tokyo.terms import AMOUNTS
from smart_tokyo.view.charts import money, plotly
from smart_tokyo.view.frame import choices, url
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import columns, lineage
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table
from smart_tokyo.view.subjects.money import like_with_like
from smart_tokyo.words import N_

DIMENSIONS = {"programme": N_("By programme"), "area": N_("By area"), "theme": N_("By theme")}
TITLES = {
    "programme": N_("Totals by programme"),
    "area": N_("Totals by area"),
    "theme": N_("Totals by theme"),
}


def by_group(page: Page) -> None:
    """Decided and paid against the limit by programme, area or theme, as the address's `by` says."""
    st.header(page.t("Totals by programme, area and theme"), anchor=False)
    by = choices.asked(page, "by", page.t("grouping"), tuple(DIMENSIONS), "programme") or "programme"
    url.switch(page.t("Group by"), "by", page.each(DIMENSIONS), by)
    rows = page.figure("funding_stages")
    rows = rows[rows["dimension"] == by].sort_values(
        ["decided_yen", "id"], ascending=[False, True], na_position="last"
    )
    rows = like_with_like(rows).assign(_name=[page.name(by, key) for key in rows["id"]])
    known = money.known(rows)
    amounts = ("decided_yen", "paid_yen") if known else ()
    lineage.links(page, f"funding_by_{by}", *amounts, "projects")
    if known:
        shown = rows.head(plotly.MAX_ROWS)
        if len(shown) < len(rows):
            st.caption(
                page.t(
                    "The chart shows the {shown} largest of {total}; the table has all.",
                    shown=len(shown),
                    total=len(rows),
                )
            )
        plotly.show(
            page,
            "stages_by_group",
            lambda: money.by_group(page, shown, [plotly.label(name) for name in shown["_name"]]),
            page.t(
                "Decided and paid in total against the limit, largest first: {name}",
                name=str(shown["_name"].iloc[0]),
            ),
            page.t(TITLES[by]),
            rows,
            by=by,
        )
        if shown["limit_yen"].isna().any():
            st.caption(
                page.t(
                    "No limit is drawn where it is not known for some of the grants whose amounts are drawn."
                )
            )
        place: Any = st.expander(page.t("Table"))
    else:
        place = st.container()
    with place:
        st.caption(page.t("Amounts in total, in {unit}", unit=page.unit_name))
        table(
            page,
            f"amounts_by_{by}",
            rows,
            group_columns(page, by, known=known),
            page.t(TITLES[by]),
        )


def group_columns(page: Page, by: str, *, known: bool) -> list[Column]:
    """The columns of a group; without a known amount only those of the limit."""
    headers = {"programme": page.t("Programme"), "area": page.t("Area"), "theme": page.t("Theme")}
    amounts = AMOUNTS if known else ("limit_yen",)
    none = dict.fromkeys(("limit_yen", "headroom_yen"), page.t("not known for all"))
    return [
        Column("_name", headers[by]),
        *columns.of(page, "funding_stages", "projects", "grant_years", *amounts, yen="amount", absent=none),
    ]
