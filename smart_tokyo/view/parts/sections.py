"""What sections of pages are built of: a heading over rows or over nothing, a table folded away or a page at a time."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from smart_tokyo.view.frame import choices
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table

FEW = 12  # rows of a table that need not be folded away


def begin(page: Page, title: str, rows: pd.DataFrame, empty: str, anchor: str | None = None) -> bool:
    """The heading of a section, and where there is no row the sentence that says so. Whether there is any."""
    st.header(title, anchor=anchor or False)
    if rows.empty:
        page.nothing(empty)
    return not rows.empty


def folded(
    page: Page,
    name: str,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    alt: str,
    *,
    title: str = "",
    few: int = 0,
) -> None:
    """A table folded away under "Table" or its `title`; with no more than `few` rows it stands open."""
    with st.expander(title or page.t("Table"), expanded=0 < len(rows) <= few):
        table(page, name, rows, columns, alt)


def paged(
    page: Page,
    name: str,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    alt: str,
    size: int = choices.ROWS,
    place: str = "page",
) -> None:
    """A table of the page of the rows that the address's `place` asks for; its file has all of them."""
    table(page, name, choices.paged(page, rows, size, place), columns, alt, all_rows=rows)
