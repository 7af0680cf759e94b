"""Open a snapshot for reading, run a named query over it and hand its rows on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple, Self

import duckdb
import pandas as pd
import pyarrow as pa

from smart_tokyo.faults import Mistake
from smart_tokyo.figures.filters import FILTER_NAMES, Filters, typed
from smart_tokyo.named_sql import SELECTION, Query, catalog
from smart_tokyo.store import locked

Params = Mapping[str, Any] | Filters

QUERY = "query"  # in a frame's attrs: the query whose columns it has
_NOTHING: Mapping[Any, Any] = {}
_PORTION = 5_000  # rows
_READER: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
"""A reader sees the one file that it opened: no other file, no network, no extension, no Python variable."""


class UnknownQuery(Mistake, ValueError):
    """No query has this name: the message names the closest, or all."""


class UnknownParameter(Mistake, ValueError):
    """The query has no parameter of this name: the message names those it accepts."""


def open_snapshot(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a snapshot's file; callers take a `.cursor()` for every call.

    Raises FileNotFoundError, Locked where another program has it open to write, duckdb.Error.
    """
    if not Path(path).is_file():
        raise FileNotFoundError(f"There is no snapshot file {path}.")
    try:
        return duckdb.connect(str(path), read_only=True, config=_READER)
    except duckdb.IOException as error:
        if in_use := locked(Path(path), error):
            raise in_use from error
        raise


class Kept(NamedTuple):
    """What a snapshot keeps of its figures: the number of each programme, area and theme (None: all), the tables."""

    numbers: Mapping[tuple[Any, ...], int] = _NOTHING
    tables: frozenset[str] = frozenset()

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection) -> Self:
        """That of an open snapshot."""
        named = "select table_name from duckdb_tables() where schema_name = 'kept'"
        with con.cursor() as cursor:
            found = cursor.execute(
                f"select {', '.join(SELECTION)}, selection from kept.selections"
            ).fetchall()
            tables = frozenset(name for (name,) in cursor.execute(named).fetchall())
        return cls({tuple(row[:-1]): row[-1] for row in found}, tables)


NOTHING_KEPT = Kept()


def frame(
    con: duckdb.DuckDBPyConnection, name: str, params: Params = _NOTHING, kept: Kept = NOTHING_KEPT
) -> pd.DataFrame:
    """The rows of the query `name` as a table with exactly the query's columns.

    The attrs name the query. Integers are Int64 and booleans boolean, so that NULL stays NULL; dates are
    `datetime.date`. `kept`: of this snapshot, to read what was computed at build time instead of computing it.
    Raises UnknownQuery, UnknownParameter, BadParameter.
    """
    with _executed(con, name, params, kept=kept) as cursor:
        table = cursor.to_arrow_table()
    rows: pd.DataFrame = table.to_pandas(types_mapper=_pandas_type, date_as_object=True)
    rows.attrs[QUERY] = name
    return rows


def records(
    con: duckdb.DuckDBPyConnection, name: str, params: Params = _NOTHING, kept: Kept = NOTHING_KEPT
) -> list[dict[str, Any]]:
    """As `frame`, but dictionaries of int, float, str, bool, date, datetime and None. Raises as `frame`."""
    with _executed(con, name, params, kept=kept) as cursor:
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def page(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params,
    limit: int,
    offset: int,
    seconds: float | None = None,
) -> tuple[list[str], list[tuple[Any, ...]], bool]:
    """A part of the query's rows: its columns, at most `limit` rows after `offset`, and whether there are more.

    The rows before it are passed over in small portions. Raises as `records`, and duckdb.InterruptException where
    it takes longer than `seconds`.
    """
    with _executed(con, name, params, seconds) as cursor:
        columns = [column[0] for column in cursor.description]
        while offset > 0 and (passed := cursor.fetchmany(min(offset, _PORTION))):
            offset -= len(passed)
        rows = cursor.fetchmany(limit + 1)
        return columns, rows[:limit], len(rows) > limit


@contextmanager
def _executed(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params,
    seconds: float | None = None,
    kept: Kept = NOTHING_KEPT,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of its own for every call, as simultaneous calls on one connection disturb each other."""
    query = _query(name)
    sql, bound = query.sql, _bound(query, params)
    if query.kept_as in kept.tables and all(
        value is None or one in SELECTION for one, value in bound.items()
    ):
        number = kept.numbers.get(tuple(bound.get(one) for one in SELECTION))
        if number is not None:  # none: no project is selected, which the query itself says at once
            sql = f"select * exclude (selection) from kept.{query.kept_as} where selection = $number {query.order}"
            bound = {"number": number}
    with con.cursor() as cursor, _at_most(seconds, cursor):
        yield cursor.execute(sql, bound)


@contextmanager
def _at_most(seconds: float | None, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupts what the cursor does once the seconds are over."""
    if seconds is None:
        yield
        return
    alarm = Timer(seconds, cursor.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        alarm.join()  # so that it does not reach into a cursor that is closed


def _query(name: str) -> Query:
    queries = catalog()
    if name in queries:
        return queries[name]
    close = get_close_matches(name, queries)
    advice = f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(queries)}."
    raise UnknownQuery(f"There is no query {name!r}; {advice}")


def _bound(query: Query, params: Params) -> dict[str, Any]:
    """A value for every parameter that the query declares; other filters have no effect on it."""
    given = params.params() if isinstance(params, Filters) else params
    for name in given:
        if name not in query.parameters and name not in FILTER_NAMES:
            accepted = ", ".join(dict.fromkeys((*query.parameters, *FILTER_NAMES)))
            raise UnknownParameter(f"Query {query.name} has no parameter {name!r}; it accepts {accepted}.")
    values = {name: typed(name, value) for name, value in given.items()}
    return {name: values.get(name) for name in query.parameters}


def _pandas_type(arrow_type: pa.DataType) -> Any:
    if pa.types.is_integer(arrow_type):
        return pd.Int64Dtype()
    if pa.types.is_boolean(arrow_type):
        return pd.BooleanDtype()
    return None
