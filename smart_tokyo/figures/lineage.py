"""What a number is made of: its source rows, each with its place in the source, and the SQL of both."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from smart_tokyo import formats
from smart_tokyo.figures.declaration import Figure, UnknownFigure, declared

NULL = "-"  # of a key that is unknown; the ledger reads it as unknown as well, so no id can be that

Run = Callable[[str, Mapping[str, Any]], pd.DataFrame]
"""Runs a named query with parameters: figures.frame over a connection, or a page's cached way to it."""


@dataclass(frozen=True)
class Lineage:
    """A number and what it is made of.

    `rows`: the source rows in the order of their query, with file, sheet and row_number of each; None where this
    database has none of them. `made`: what the rows give when they are taken together as the figure declares.
    """

    figure: Figure
    value: Any
    rows: pd.DataFrame | None
    made: Any

    @property
    def agrees(self) -> bool:
        """Whether the rows give the number."""
        if self.value is None or self.made is None:
            return self.value is self.made
        # sums of binary fractions may differ in their last digits
        return math.isclose(self.value, self.made, rel_tol=1e-9, abs_tol=1e-9)


def key_text(value: Any) -> str:
    """A value of a key as an address has it."""
    if formats.missing(value):
        return NULL
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def with_key(rows: pd.DataFrame, columns: Sequence[str], key: Mapping[str, str]) -> pd.DataFrame:
    """The rows whose `columns` have the texts of `key`."""
    for column in columns:
        rows = rows[rows[column].astype(object).map(key_text) == key[column]]
    return rows


def lineage_of(
    run: Run, query: str, column: str, params: Mapping[str, Any], key: Mapping[str, str] | None = None
) -> Lineage:
    """The number in `column` of the row of `query` that `key` names, and the source rows that it is made of.

    `key`: every key column of the query as text (`key_text`). Raises UnknownFigure where the query has no such
    figure, or no row of that key.
    """
    figure = declared().figure(query, column)
    key = key or {}
    if set(key) != set(figure.key):
        raise UnknownFigure(f"{query} is told apart by {', '.join(figure.key) or 'nothing'}.")
    try:
        shown = with_key(run(query, params), figure.key, key)
    except duckdb.CatalogException:  # an internal query asked of the public database
        raise UnknownFigure(f"There is no figure {query}.{column}.") from None
    if len(shown) != 1:
        raise UnknownFigure(f"{query} has no row {', '.join(key.values())}.")
    value = plain(shown[column].iloc[0])
    rows = source_rows(run, figure, params, key)
    return Lineage(figure, value, rows, None if rows is None else made(figure, rows))


def source_rows(
    run: Run, figure: Figure, params: Mapping[str, Any], key: Mapping[str, str] | None
) -> pd.DataFrame | None:
    """The source rows of a figure, of every group where no `key` is given; None where there are none to see."""
    try:
        rows = run(figure.rows.query, params)
    except duckdb.CatalogException:
        if figure.rows.internal:
            return None
        raise
    if key is not None:
        rows = with_key(rows, figure.by, key)
    for column, wanted in figure.where.items():
        if wanted in (("known",), ("unknown",)):
            rows = rows[rows[column].notna() == (wanted == ("known",))]
        else:
            rows = rows[rows[column].isin(wanted).fillna(False).astype(bool)]
    return rows


def made(figure: Figure, rows: pd.DataFrame) -> Any:
    """The number that source rows give; None where nothing is known."""
    if figure.how == "count":
        return len(rows)
    parts = [rows[name].dropna() for name in figure.of]
    if figure.how == "permille":
        above, below = (sum(map(int, part)) for part in parts)
        return (2000 * above + below) // (2 * below) if below else None
    values = parts[0]
    if figure.how == "distinct":
        return int(values.nunique())
    if values.empty:
        return figure.empty
    if figure.how in ("value", "computed"):
        if len(rows) > 1:
            raise ValueError(f"{figure.query}.{figure.column} comes from {len(rows)} rows, not one")
        return plain(values.iloc[0])
    return plain(getattr(values, figure.how)())


def plain(value: Any) -> Any:
    """A value of a table as int, float or None."""
    if formats.missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
