"""What sections of pages are built of: a heading over rows or over nothing, a table folded away or a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from smart_tokyo.figures import Row
from smart_tokyo.view.frame import Listed, Page, choices, plain
from smart_tokyo.view.parts.columns import Column
from smart_tokyo.view.parts.tables import table

FEW = 12  # rows of a table that need not be folded away


def begin(
    page: Page, title: str, rows: Sequence[Row] | Listed, empty: str, anchor: str | None = None
) -> bool:
    """The heading of a section, and where there is no row the sentence that says so. Whether there is any."""
    st.header(title, anchor=anchor or False)
    found = len(rows) > 0
    if not found:
        st.markdown(empty)
    return found


def prose(page: Page, texts: Mapping[str, Any], **values: object) -> None:
    """A section of `words.texts`: its title, what it says, filled from `values`, and its list."""
    st.header(page.t(texts["title"]), anchor=False)
    if "says" in texts:
        st.markdown(page.t(texts["says"], **values))
    if "list" in texts:
        listed(map(page.t, texts["list"]))


def listed(lines: Iterable[str]) -> None:
    """Lines of Markdown as a list."""
    st.markdown("\n".join(f"- {line}" for line in lines))


def folded(
    page: Page,
    name: str,
    rows: Sequence[Row] | Listed,
    columns: Sequence[Column],
    alt: str,
    *,
    title: str = "",
    few: int = 0,
) -> None:
    """A table folded away under its `alt` or `title`, a list by pages; open with `few` rows or on an asked page."""
    is_open = f"{name}_page" in st.query_params or 0 < few >= len(rows) > 0
    label = title or page.labelled(page.t("Table"), plain(alt))
    part = st.expander(label, expanded=is_open, key=f"fold_{name}", on_change="rerun")
    if part.open:  # what is folded away is made when somebody opens it
        with part:
            if isinstance(rows, Listed):
                paged(page, name, rows, columns, alt, place=f"{name}_page")
            else:
                table(page, name, rows, columns, alt)


def paged(
    page: Page,
    name: str,
    rows: Listed,
    columns: Sequence[Column],
    alt: str,
    size: int = choices.ROWS,
    place: str = "page",
) -> None:
    """A table of the page of a list that the address's `place` asks for; its file has all rows."""
    table(page, name, choices.paged(page, rows, size, place), columns, alt, every=rows.every)


def headed(page: Page, name: str, title: str, rows: Listed, columns: Sequence[Column]) -> None:
    """A section that is a list: its heading over a page of it as a table."""
    st.header(title, anchor=False)
    paged(page, name, rows, columns, title, choices.SHORT, f"{name}_page")
