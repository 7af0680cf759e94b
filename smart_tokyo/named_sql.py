"""The named queries of `queries/`: one a file, which bears its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import aiosql

from smart_tokyo.settings import PROJECT

QUERIES = PROJECT / "queries"


class NamedSql(NamedTuple):
    """A query: its SQL with DuckDB's `$name` parameters, and its header without the name."""

    name: str
    sql: str
    parameters: tuple[str, ...]
    doc: str
    path: Path


@cache
def named_sql(folder: Path) -> Mapping[str, NamedSql]:
    """Every query in a folder and those in it, by name, in the order of the names.

    Raises ValueError where a file does not hold exactly one query of its own name.
    """
    return {path.stem: _read(path) for path in sorted(folder.rglob("*.sql"), key=lambda path: path.name)}


def _read(path: Path) -> NamedSql:
    queries = aiosql.from_path(path, "duckdb", encoding="utf-8")
    names = [name for name in queries.available_queries if not name.endswith("_cursor")]
    if names != [path.stem]:
        raise ValueError(
            f"{path.name} must hold one query named {path.stem}; it holds {', '.join(names) or 'none'}."
        )
    function = getattr(queries, path.stem)
    return NamedSql(path.stem, function.sql, tuple(function.parameters or ()), function.__doc__ or "", path)
