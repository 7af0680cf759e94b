"""How every number is made, as `queries/evidence.yaml` declares it: from which source rows, and in which way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from smart_tokyo.settings import PROJECT

FILE = PROJECT / "queries" / "evidence.yaml"
HOW = ("count", "distinct", "sum", "min", "max", "median", "value", "computed", "permille")

Words = Mapping[str, str]
"""A text by language: ja, en."""


class UnknownFigure(ValueError):
    """No such query, column or row: the message says which."""


@dataclass(frozen=True)
class Word:
    """What a column is called and means; `unit` where the name does not say it."""

    title: Words
    means: Words
    unit: str | None = None


@dataclass(frozen=True)
class Rows:
    """A query of source rows: what one is called, and the ids shown of it. `internal`: not in the public database."""

    query: str
    title: Words
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
    """All figures by query and column; `listings`: columns by query that are numbers and yet no figure."""

    figures: Mapping[str, Mapping[str, Figure]]
    listings: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Rows]
    words: Mapping[str, Word]

    def figure(self, query: str, column: str) -> Figure:
        """The figure of a query's column. Raises UnknownFigure."""
        found = self.figures.get(query, {}).get(column)
        if found is None:
            raise UnknownFigure(f"There is no figure {query}.{column}.")
        return found


@cache
def declared() -> Declared:
    """The declaration, read once. Raises ValueError or KeyError where it is not well formed."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    words = {name: Word(one["title"], one["means"], one.get("unit")) for name, one in raw["words"].items()}
    rows = {
        name: Rows(name, one["title"], tuple(one["ids"]), bool(one.get("internal")))
        for name, one in raw["rows"].items()
    }
    figures, listings = {}, {name: tuple(columns) for name, columns in raw["listings"].items()}
    for query, one in raw["figures"].items():
        key = tuple(one.get("key", ()))
        listings[query] = (*key, *one.get("not", ()))
        figures[query] = {
            column: _figure(query, column, key, how, rows, words) for column, how in one["columns"].items()
        }
    return Declared(figures, listings, rows, words)


def _figure(
    query: str,
    column: str,
    key: tuple[str, ...],
    raw: Mapping[str, Any],
    rows: Mapping[str, Rows],
    words: Mapping[str, Word],
) -> Figure:
    if raw["how"] not in HOW:
        raise ValueError(f"{query}.{column}: {raw['how']!r} is none of {', '.join(HOW)}")
    return Figure(
        query=query,
        column=column,
        key=key,
        by=tuple(raw.get("key", key)),
        rows=rows[raw["rows"]],
        how=raw["how"],
        of=() if raw["how"] == "count" else _several(raw.get("of", column)),
        where={name: _several(values) for name, values in raw.get("where", {}).items()},
        shows=tuple(raw.get("shows", ())),
        empty=raw.get("empty"),
        word=words[raw.get("word", column)],
    )


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
