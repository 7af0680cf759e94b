"""How every number is made, as the `<query>.yml` beside its SQL declares it: from which source rows, and in which way.

`from`    the query of source rows that most of its numbers come from
`key`     the columns that tell the rows of the query apart
`lineage` column → `rows`, the query they come from if it is another, and `how`:
            count     of the rows
            distinct  values of the column `of`
            sum, min, max, median   of the column `of` where it is known; `empty` stands where none is
            value     the one row's own `of`
            computed  the one row's `of`, which stands in no cell: it is computed for what the row is about
            permille  the sum of the first column of `of` per that of the second, rounded half away from zero
          `of` is the column itself unless named; `shows` are columns from which a row's value is derived.
          `where` takes the rows with these values, or `known` / `unknown` ones; `key: []` takes all rows.
`not`     numbers that are not made of rows
`rows`    of a query of source rows: what one row is called, the `ids` shown of it, and `internal: true` where the
          public database has no such rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from smart_tokyo.figures.vocabulary import Word, declaration, word
from smart_tokyo.named_sql import catalog
from smart_tokyo.words import Text

HOW = ("count", "distinct", "sum", "min", "max", "median", "value", "computed", "permille")


class UnknownFigure(ValueError):
    """No such query, column or row: the message says which."""


@dataclass(frozen=True)
class Rows:
    """A query of source rows: what one is called, and the ids shown of it. `internal`: not in the public database."""

    query: str
    title: Text
    ids: tuple[str, ...]
    internal: bool = False


@dataclass(frozen=True)
class Figure:
    """How a number column of a query is made.

    `key`: columns of the query that say which row it is; `by`: those of them that narrow the source rows too.
    `of`: the columns of the source rows that `how` takes together, none for a count. `where`: column → the
    values, or known or unknown, that a row must have. `shows`: columns that a row's value is derived from.
    """

    query: str
    column: str
    key: tuple[str, ...]
    by: tuple[str, ...]
    rows: Rows
    how: str
    of: tuple[str, ...]
    where: Mapping[str, tuple[Any, ...]]
    shows: tuple[str, ...]
    empty: int | None
    word: Word


@dataclass(frozen=True)
class Declared:
    """All figures by query and column, and the queries of source rows."""

    figures: Mapping[str, Mapping[str, Figure]]
    rows: Mapping[str, Rows]

    def figure(self, query: str, column: str) -> Figure:
        """The figure of a query's column. Raises UnknownFigure."""
        found = self.figures.get(query, {}).get(column)
        if found is None:
            raise UnknownFigure(f"There is no figure {query}.{column}.")
        return found


@cache
def declared() -> Declared:
    """The declarations of all queries, read once. Raises ValueError or KeyError where one is not well formed."""
    raw = {query: declaration(query) for query in catalog()}
    rows = {
        query: Rows(query, one["rows"]["title"], tuple(one["rows"]["ids"]), bool(one["rows"].get("internal")))
        for query, one in raw.items()
        if "rows" in one
    }
    figures = {
        query: {column: _figure(query, column, one, how, rows) for column, how in one["lineage"].items()}
        for query, one in raw.items()
        if "lineage" in one
    }
    return Declared(figures, rows)


def _figure(
    query: str, column: str, one: Mapping[str, Any], raw: Mapping[str, Any], rows: Mapping[str, Rows]
) -> Figure:
    if raw["how"] not in HOW:
        raise ValueError(f"{query}.{column}: {raw['how']!r} is none of {', '.join(HOW)}")
    key = tuple(one.get("key", ()))
    return Figure(
        query=query,
        column=column,
        key=key,
        by=tuple(raw.get("key", key)),
        rows=rows[raw.get("rows") or one["from"]],
        how=raw["how"],
        of=() if raw["how"] == "count" else _several(raw.get("of", column)),
        where={name: _several(values) for name, values in raw.get("where", {}).items()},
        shows=tuple(raw.get("shows", ())),
        empty=raw.get("empty"),
        word=word(query, column),
    )


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
