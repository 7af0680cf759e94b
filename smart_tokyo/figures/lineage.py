"""What every number is made of, as `<query>.yml` beside its SQL declares it: the source rows, each with its place.

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

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

import duckdb

from smart_tokyo import Text, formats, named_sql
from smart_tokyo.figures.filters import FILTER_NAMES
from smart_tokyo.figures.reading import Row
from smart_tokyo.figures.run import Part
from smart_tokyo.figures.vocabulary import Word, declaration, word

PARAMETERS = {name: name.removesuffix("_id") for name in FILTER_NAMES}  # of a query → of an address
BETWEEN = ","
NULL = "-"  # of a key that is unknown; the ledger reads it as unknown as well, so no id can be that
HOW = ("count", "distinct", "sum", "min", "max", "median", "value", "computed", "permille")


class Run(NamedTuple):
    """A way to named queries: some rows of one, by parameters and a Part, and what all of them are `taken` together."""

    rows: Callable[..., Sequence[Row]]
    taken: Callable[..., Any]


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
        found = self.figures.get(query, {})
        if column not in found:
            raise UnknownFigure(
                f"{query} has no figure {column[:40]!r}; it has {', '.join(found) or 'none'}."
            )
        return found[column]


@cache
def declared() -> Declared:
    """The declarations of all queries, read once. Raises ValueError or KeyError where one is not well formed."""
    raw = {query: declaration(query) for query in named_sql.catalog()}
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


@dataclass(frozen=True)
class Lineage:
    """A number and what it is made of.

    `part`: which rows of its query of source rows; None where this database has none of them. `count`: how many these
    are. `made`: what they give when they are taken together as the figure declares.
    """

    figure: Figure
    value: Any
    part: Part | None
    count: int
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


def written_key(values: Iterable[str]) -> str:
    """The values of a key as one text of an address: the ids as they are, with commas between."""
    return BETWEEN.join(quote(value, safe="") for value in values)


def address(figure: Figure, params: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, str | None]:
    """The parameters of the address of the page that shows how a number is made; None for a filter that is not set."""
    found = {PARAMETERS[name]: None if value is None else str(value) for name, value in params.items()}
    if key:
        found["key"] = written_key(key_text(key[name]) for name in figure.key)
    return found | {"of": f"{figure.query}.{figure.column}"}


def with_key(columns: Iterable[str], key: Mapping[str, str]) -> Part:
    """The rows whose `columns`, which a declaration names, have the texts of `key`."""
    known = [name for name in columns if key[name] != NULL]
    unknown = (f"{name} is null" for name in columns if key[name] == NULL)
    texts = tuple((f"cast({name} as varchar)", key[name]) for name in known)
    return Part(texts, " and ".join(unknown))


def lineage_of(
    run: Run, query: str, column: str, params: Mapping[str, Any], key: Mapping[str, str] | None = None
) -> Lineage:
    """The number in `column` of the row of `query` that `key`, its key columns as text, names, and its source rows.

    Raises UnknownFigure where the query has no such figure, or no row of that key.
    """
    figure = declared().figure(query, column)
    key = key or {}
    if set(key) != set(figure.key):
        raise UnknownFigure(f"The rows of {query} are told apart by {', '.join(figure.key) or 'nothing'}.")
    try:
        shown = run.rows(query, params, with_key(figure.key, key)._replace(limit=2))
    except duckdb.CatalogException:  # an internal query asked of the public database
        raise UnknownFigure(f"There is no figure {query}.{column}.") from None
    if len(shown) != 1:
        raise UnknownFigure(f"{query} has no row {', '.join(key.values())}.")
    part, value = source_rows(figure, key), shown[0][column]
    try:
        found = run.taken(figure.rows.query, params, part, together(figure))
    except duckdb.CatalogException:
        if figure.rows.internal:
            return Lineage(figure, value, None, 0, None)
        raise
    return Lineage(figure, value, part, found["rows"], made(figure, found))


def source_rows(figure: Figure, key: Mapping[str, str] | None) -> Part:
    """Which rows of its query of source rows a figure comes from: those of every group where no `key` is given."""
    part = Part() if key is None else with_key(figure.by, key)
    where, only = list(part.where), [part.only] if part.only else []
    for column, wanted in figure.where.items():
        if wanted in (("known",), ("unknown",)):
            only.append(f"{column} is {'not ' if wanted == ('known',) else ''}null")
        else:
            where.append((column, wanted))
    return Part(tuple(where), " and ".join(only))


def together(figure: Figure) -> str:
    """The aggregate of source rows that `made` reads: how many rows, and what each column of the figure gives."""
    each = {"distinct": "count(distinct {})", "permille": "sum({})", "value": "any_value({})"}
    how = each.get("value" if figure.how == "computed" else figure.how, f"{figure.how}({{}})")
    parts = [f"'of_{place}': {how.format(column)}" for place, column in enumerate(figure.of)]
    return "{" + ", ".join(["'rows': count(*)", *parts]) + "}"


def made(figure: Figure, found: Mapping[str, Any]) -> Any:
    """The number that source rows give, from what they are `together`; None where nothing is known."""
    if figure.how == "count":
        return found["rows"]
    value = found["of_0"]
    if figure.how == "permille":
        above, below = value or 0, found["of_1"] or 0
        return (2000 * above + below) // (2 * below) if below else None
    if figure.how in ("value", "computed") and found["rows"] > 1:
        raise ValueError(f"{figure.query}.{figure.column} comes from {found['rows']} rows, not one")
    return figure.empty if value is None else value
