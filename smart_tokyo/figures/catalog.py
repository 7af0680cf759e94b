"""The named queries of `queries/figures/`, read once: a folder for each subject, one query a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aiosql

from smart_tokyo.settings import PROJECT

FOLDER = PROJECT / "queries" / "figures"


@dataclass(frozen=True)
class Query:
    """A named query: its SQL with DuckDB's `$name` parameters, and its header: grain and units."""

    name: str
    sql: str
    parameters: tuple[str, ...]
    doc: str

    @property
    def public(self) -> bool:
        """Whether the public database answers it; the header of one that it does not says "Internal" and why."""
        return not re.search(r"\bInternal[:.]", self.doc)


@cache
def catalog() -> dict[str, Query]:
    """Every query by name, in the order of the names.

    Raises ValueError where a file does not hold exactly one query of its own name.
    """
    return {path.stem: _read(path) for path in sorted(FOLDER.rglob("*.sql"), key=lambda path: path.name)}


def _read(path: Path) -> Query:
    queries = aiosql.from_path(path, "duckdb", encoding="utf-8")
    names = [name for name in queries.available_queries if not name.endswith("_cursor")]
    if names != [path.stem]:
        raise ValueError(
            f"{path.name} must hold one query named {path.stem}; it holds {', '.join(names) or 'none'}."
        )
    function = getattr(queries, path.stem)
    return Query(path.stem, function.sql, tuple(function.parameters or ()), function.__doc__ or "")
