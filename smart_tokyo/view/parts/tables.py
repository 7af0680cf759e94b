"""Tables: real HTML (read by screen readers, printable), numbers right-aligned, units in the header."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from smart_tokyo import formats
from smart_tokyo.figures import Row
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
        said = column.absent
    else:
        said = values.cell(page, value, column.kind)
    if column.kind in NUMBERS:
        return whole(said)
    return whole(said).replace(" ", "\u00a0") if column.kind in ("date", "fiscal_year") else said


@st.cache_data(max_entries=1_000, show_spinner=False)
def _drawn(columns: str, alt: str, height: Any) -> None:
    """Put the table on the page: Streamlit draws what it is made of once, and then replays it.

    `columns`: header, whether they are numbers, and cells, as JSON: all that is shown, so nobody sees another's.
    """
    made = json.loads(columns)
    headers, right = [header for header, _, _ in made], [header for header, number, _ in made if number]
    frame = pd.DataFrame({header: cells for header, _, cells in made})
    styled = frame.style.set_table_styles(
        narrow.rules(headers, right, narrow.needed([header, *cells] for header, _, cells in made))
    )
    st.table(styled, border="horizontal", hide_index=True, height=height, alt=alt)


def table(
    page: Page,
    name: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    alt: str,
    *,
    every: Callable[[], Sequence[Row]] | None = None,
) -> None:
    """Show the rows as a table, with their download; `alt` says what it is. Says so in words where there is no row.

    `name`: of the table among those of the page, also in the name of its file. `every`: reads the rows of the file,
    where the screen shows a part of them.
    """
    if not rows:
        page.nothing(page.t("No rows for this selection."))
        return
    rows = [{**row, **{one.key: one.of(row) for one in columns if one.of}} for row in rows]
    drawn = [
        (_header(page, one), one.kind in NUMBERS, [_cell(page, one, row[one.key]) for row in rows])
        for one in columns
    ]
    if len(rows) > LONG:
        st.caption(page.t("{n} rows. Scroll within the table to see them all.", n=len(rows)))
    _drawn(json.dumps(drawn, ensure_ascii=False), alt, 480 if len(rows) > LONG else "content")
    files.offer(page, name, alt, every or rows, columns)
