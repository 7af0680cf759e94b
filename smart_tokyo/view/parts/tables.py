"""Tables: real HTML (read by screen readers, printable), numbers right-aligned, units in the header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    if column.kind == "yen":
        return page.t("{label} ({unit})", label=column.label, unit=page.unit_name)
    return column.label


def _kept(header: str) -> str:
    """A header as it is set: a short one stays whole, a long one may break."""
    return whole(header) if len(header) <= WHOLE else header


def _writer(page: Page, column: Column) -> Callable[[Any], str]:
    absent = column.absent
    if absent is None:
        return lambda value: values.cell(page, value, column.kind)
    return lambda value: absent if formats.missing(value) else values.cell(page, value, column.kind)


def written(page: Page, rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows as the reader sees them: one text column per `columns`, under its header with unit."""
    return pd.DataFrame(
        {
            _header(page, column): [_writer(page, column)(value) for value in rows[column.key]]
            for column in columns
        },
        dtype="object",
    )


def _unbroken(page: Page, column: Column) -> Callable[[Any], str]:
    writer = _writer(page, column)
    return lambda value: whole(writer(value))


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
    shown = written(page, rows, columns)
    right: dict[Any, str | Callable[[object], str] | None] = {}
    for column in columns:
        header = _header(page, column)
        if column.kind in NUMBERS:
            right[_kept(header)] = _unbroken(page, column)
        if column.kind in (*NUMBERS, "date", "fiscal_year"):
            shown[header] = [whole(text).replace(" ", "\u00a0") for text in shown[header]]
    headers = [_kept(str(header)) for header in shown]
    need = narrow.needed([header, *shown.iloc[:, place]] for place, header in enumerate(headers))
    for column in columns:
        if (
            column.kind in NUMBERS
        ):  # numbers stay numbers: Streamlit sets them, and their header, to the right
            shown[_header(page, column)] = rows[column.key].array
    styled = shown.rename(columns=_kept).style.format(right)
    styled.set_table_styles(narrow.rules(headers, right, need))
    height: Any = 480 if len(rows) > LONG else "content"
    if len(rows) > LONG:
        st.caption(page.t("{n} rows. Scroll within the table to see them all.", n=formats.number(len(rows))))
    st.table(styled, border="horizontal", hide_index=True, height=height, alt=alt)
    files.offer(page, name, alt, rows if all_rows is None else all_rows, columns)
