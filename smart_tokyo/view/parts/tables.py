"""Tables: real HTML (read by screen readers, printable), numbers right-aligned, units in the header."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.kinds import NUMBERS
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.frame.text import whole
from smart_tokyo.view.parts import files, narrow, values
from smart_tokyo.view.parts.columns import Column

WHOLE = 8  # letters of a header that stays on one line; a longer one would push the last columns out of sight
LONG = 60  # more rows than this scroll in a grid of fixed height instead of lengthening the page


def _header(page: Page, column: Column) -> str:
    """The header as it is set: a short one stays whole, a long one may break."""
    header = column.label
    if column.kind == "yen":
        header = page.t("{label} ({unit})", label=header, unit=page.unit_name)
    return whole(header) if len(header) <= WHOLE else header


def _cell(page: Page, column: Column, value: Any) -> str:
    if column.absent is not None and formats.missing(value):
        return column.absent
    return values.cell(page, value, column.kind)


def _unbroken(cell: Callable[[Any], str], value: Any) -> str:
    return whole(cell(value))


def table(
    page: Page,
    name: str,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    alt: str,
    *,
    all_rows: pd.DataFrame | None = None,
) -> None:
    """Show the rows as a table, with their download; `alt` says what it is. Says so in words where there is no row.

    `name`: of the table among those of the page, also in the name of its file. `all_rows`: the rows of the file, where
    the screen shows a part of them or says them in other words.
    """
    if rows.empty:
        page.nothing(page.t("No rows for this selection."))
        return
    records: list[dict[Any, Any]] = rows.to_dict("records")
    rows = rows.assign(**{one.key: [one.of(row) for row in records] for one in columns if one.of})
    cells: dict[str, Any] = {}
    numbers: dict[Any, str | Callable[[object], str] | None] = {}
    texts = []
    for column in columns:
        header, cell = _header(page, column), partial(_cell, page, column)
        shown = [cell(value) for value in rows[column.key]]
        if column.kind in (*NUMBERS, "date", "fiscal_year"):
            shown = [whole(text).replace(" ", "\u00a0") for text in shown]
        texts.append([header, *shown])
        cells[header] = shown
        if column.kind in NUMBERS:  # they stay numbers: Streamlit sets them, and their header, to the right
            cells[header], numbers[header] = rows[column.key].array, partial(_unbroken, cell)
    styled = pd.DataFrame(cells).style.format(numbers)
    styled.set_table_styles(narrow.rules(list(cells), numbers, narrow.needed(texts)))
    height: Any = 480 if len(rows) > LONG else "content"
    if len(rows) > LONG:
        st.caption(page.t("{n} rows. Scroll within the table to see them all.", n=formats.number(len(rows))))
    st.table(styled, border="horizontal", hide_index=True, height=height, alt=alt)
    files.offer(page, name, alt, rows if all_rows is None else all_rows, columns)
