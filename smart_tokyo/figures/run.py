"""Open a snapshot for reading, run a named query over it, or take a part of its rows, and hand them on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple, Self

import duckdb

from smart_tokyo.faults import Mistake
from smart_tokyo.figures.filters import FILTER_NAMES, Filters, typed
from smart_tokyo.figures.search import asked
from smart_tokyo.named_sql import SELECTION, Query, catalog
from smart_tokyo.operating.files import read_only
from smart_tokyo.store import locked


class Among(NamedTuple):
    """Those that a macro of `queries/models` names for these arguments."""

    macro: str
    arguments: tuple[Any, ...]


class Part(NamedTuple):
    """Which of a query's rows: those with these values (of a tuple or Among, one of them), in an order, so many.

    `only` is a further condition over its columns, `order` a clause without "order by", "" for the query's own: both
    are constants of the code, and the query's rows are the table `listed` in them. `counted`: each row says `of_all`,
    how many there would be without the limit.
    """

    where: tuple[tuple[str, Any], ...] = ()
    only: str = ""
    order: str = ""
    limit: int | None = None
    offset: int = 0
    counted: bool = False


def chosen(sql: str, part: Part, order: str = "", together: str = "") -> tuple[str, dict[str, Any]]:
    """The SQL that gives a part of the rows of `sql`, or what they are `together`, and what it binds.

    `order`: the clause that orders all of its rows.
    """
    if part == Part() and not together:
        return f"{sql} {order}", {}
    said, bound = [f"({part.only})"] if part.only else [], dict[str, Any]()
    for place, (column, value) in enumerate(part.where):
        arguments = value.arguments if isinstance(value, Among) else (value,)
        names = [f"value_{place}_{n}" for n in range(len(arguments))]
        bound |= {
            name: list(one) if isinstance(one, tuple) else one
            for name, one in zip(names, arguments, strict=True)
        }
        bind = ", ".join(f"${name}" for name in names)
        if isinstance(value, Among):
            said.append(f"{column} in (select {column} from {value.macro}({bind}))")
        elif isinstance(value, tuple):
            said.append(f"{column} in (select unnest({bind}))")
        else:
            said.append(f"{column} is not distinct from {bind}")
    where = f"where {' and '.join(said)}" if said else ""
    if together:
        return f"select {together} from ({sql}) as listed {where}", bound
    order = f"order by {part.order}" if part.order else order
    limit = "" if part.limit is None else f"limit {part.limit:d} offset {part.offset:d}"
    of_all = ", count(*) over () as of_all" if part.counted else ""
    return f"select *{of_all} from ({sql}) as listed {where} {order} {limit}", bound


Params = Mapping[str, Any] | Filters

_NOTHING: Mapping[Any, Any] = {}


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
        return read_only(path)
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
ALL = Part()


def columns(con: duckdb.DuckDBPyConnection, name: str, params: Params = _NOTHING) -> list[str]:
    """The names of the query's columns, in their order. Raises as `records`."""
    return page(con, name, params, 0, 0)[0]


def records(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params = _NOTHING,
    kept: Kept = NOTHING_KEPT,
    part: Part = ALL,
    seconds: float | None = None,
) -> list[dict[str, Any]]:
    """The rows of the query `name`, or a part of them, by column: int, float, str, bool, date, datetime and None.

    `kept`: of this snapshot, to read what was computed at build time instead of computing it. Raises UnknownQuery,
    UnknownParameter, BadParameter, and duckdb.InterruptException where it takes longer than `seconds`.
    """
    with _executed(con, name, params, seconds, kept, part) as cursor:
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def page(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params,
    limit: int,
    offset: int,
    seconds: float | None = None,
    part: Part = ALL,
) -> tuple[list[str], list[tuple[Any, ...]], bool]:
    """Some rows of a part: columns, at most `limit` after `offset`, whether there are more. Raises as `records`."""
    with _executed(con, name, params, seconds, part=part._replace(limit=limit + 1, offset=offset)) as cursor:
        rows = cursor.fetchall()
        return [column[0] for column in cursor.description], rows[:limit], len(rows) > limit


def taken(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params,
    part: Part,
    kept: Kept = NOTHING_KEPT,
    together: str = "count(*)",
    seconds: float | None = None,
) -> Any:
    """What the query's rows with the part's values are when they are taken together, whatever its limit.

    `together`: an aggregate of its columns, a constant of the code. Raises as `records`.
    """
    with _executed(con, name, params, seconds, kept, part, together) as cursor:
        return cursor.fetchall()[0][0]


@contextmanager
def _executed(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: Params,
    seconds: float | None = None,
    kept: Kept = NOTHING_KEPT,
    part: Part = ALL,
    together: str = "",
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of its own for every call, as simultaneous calls on one connection disturb each other."""
    query = _query(name)
    sql, order, bound = _source(query, _bound(query, params), kept, not (part.order or together))
    sql, of_part = chosen(sql, part, order, together)
    with con.cursor() as cursor, _at_most(seconds, cursor):
        yield cursor.execute(sql, {**bound, **of_part})


def _source(
    query: Query, bound: dict[str, Any], kept: Kept, own_order: bool
) -> tuple[str, str, dict[str, Any]]:
    """The SQL that gives the query's rows or reads those that were kept, the order left to give, and what it binds.

    The SQL of a query orders its rows itself, by columns that may not be among its own; without its `own_order` it
    does not, so that rows are put in order once.
    """
    asked = {one: value for one, value in bound.items() if value is not None}
    one_by_one = (*SELECTION, "project_id")
    if query.kept_as in kept.tables and set(asked) <= {*(one_by_one if query.kept_by else SELECTION)}:
        if by := query.kept_by:
            of = ", ".join(f"${one}" if one in asked else "null" for one in one_by_one)
            some = f"where {by}_id in (select {by}_id from selected_{by}s({of}))" if asked else ""
            return f"select * from kept.{query.kept_as} {some}", query.order, asked
        number = kept.numbers.get(tuple(asked.get(one) for one in SELECTION))
        if number is not None:  # none: no project is selected, which the query itself says at once
            sql = f"select * exclude (selection) from kept.{query.kept_as} where selection = $number"
            return sql, query.order, {"number": number}
    if own_order or query.is_part:
        return query.sql, "", bound
    return query.sql.strip().removesuffix(query.order), "", bound


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
    values: dict[str, Any] = {name: typed(name, value) for name, value in given.items()}
    values |= {name: asked(str(text)) for name, text in values.items() if name == "q" and text is not None}
    return {name: values.get(name) for name in query.parameters}
