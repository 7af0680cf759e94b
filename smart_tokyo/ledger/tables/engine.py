"""What runs the SQL of models and checks over a ledger that DuckDB holds: DuckDB itself, or what is set instead."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

import duckdb

Queries = Mapping[str, str]
Rows = Mapping[str, duckdb.DuckDBPyRelation]


class Engine(Protocol):
    """Runs SQL as DuckDB writes it over the tables, views and macros of a connection."""

    def rows(self, con: duckdb.DuckDBPyConnection, queries: Queries) -> Rows:
        """The rows of each query, with DuckDB's names and types."""

    def create(self, con: duckdb.DuckDBPyConnection, sql: str) -> None:
        """Makes the tables, views or macros of some statements in `con`."""


class _DuckDB:
    def rows(self, con: duckdb.DuckDBPyConnection, queries: Queries) -> Rows:
        return {name: con.sql(sql) for name, sql in queries.items()}

    def create(self, con: duckdb.DuckDBPyConnection, sql: str) -> None:
        con.execute(sql)


_ENGINE: ContextVar[Engine] = ContextVar("engine", default=_DuckDB())  # noqa: B039


def rows(con: duckdb.DuckDBPyConnection, queries: Queries) -> Rows:
    """The rows of each query by the engine that is set."""
    return _ENGINE.get().rows(con, queries)


def create(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Makes the tables, views or macros of some statements by the engine that is set."""
    _ENGINE.get().create(con, sql)


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Lets an engine run models and checks meanwhile."""
    token = _ENGINE.set(engine)
    try:
        yield
    finally:
        _ENGINE.reset(token)
