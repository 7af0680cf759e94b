"""The named queries of `queries/`: one a file, which bears its name."""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import aiosql

from smart_tokyo.settings import PROJECT

QUERIES = PROJECT / "queries"
SELECTION = ("programme_id", "area_id", "theme")  # for which the rows of a kept query are made at build time
_KEPT = re.compile(r"\s*\bKept(?: by (project|issue))?\.$")  # the last words of its header


class Query(NamedTuple):
    """A named query: its SQL with DuckDB's `$name` parameters, and its header without the name.

    `kept_as`: the table of schema `kept` with its rows for every selection, where the header ends with "Kept."; of a
    list whose rows are each of one project or issue (`kept_by`) whatever is selected, with all of them, where it ends
    with "Kept by project." It is named by the SQL too, so that a snapshot that was built by other SQL has no such
    table. Else "".
    """

    name: str
    sql: str
    parameters: tuple[str, ...]
    doc: str
    path: Path
    kept_as: str
    kept_by: str

    @property
    def public(self) -> bool:
        """Whether the public database answers it; the header of one that it does not says "Internal" and why."""
        return not re.search(r"\bInternal[:.]", self.doc)

    @property
    def order(self) -> str:
        """The clause that orders its rows, by its own columns where it is kept; "" where it gives one row."""
        found = re.search(r"^order by\b.*\Z", self.sql.strip(), re.MULTILINE | re.DOTALL)
        return found[0] if found else ""

    @property
    def is_part(self) -> bool:
        """Whether its rows are the first so many of another's."""
        return "limit" in self.order


@cache
def named_sql(folder: Path) -> Mapping[str, Query]:
    """Every query in a folder and those in it, by name, in the order of the names.

    Raises ValueError where a file does not hold exactly one query of its own name.
    """
    return {path.stem: _read(path) for path in sorted(folder.rglob("*.sql"), key=lambda path: path.name)}


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def catalog() -> Mapping[str, Query]:
    """The queries of `queries/figures/`, which are run over a snapshot; as `named_sql` gives them."""
    return named_sql(QUERIES / "figures")


def _read(path: Path) -> Query:
    queries = aiosql.from_path(path, "duckdb", encoding="utf-8")
    names = [name for name in queries.available_queries if not name.endswith("_cursor")]
    if names != [path.stem]:
        raise ValueError(
            f"{path.name} must hold one query named {path.stem}; it holds {', '.join(names) or 'none'}."
        )
    function = getattr(queries, path.stem)
    sql, doc = function.sql, (function.__doc__ or "").rstrip()
    kept = _KEPT.search(doc)
    kept_as = f"{path.stem}_{sha256(sql.encode()).hexdigest()[:8]}" if kept else ""
    kept_by = (kept[1] or "") if kept else ""
    return Query(path.stem, sql, tuple(function.parameters or ()), _KEPT.sub("", doc), path, kept_as, kept_by)
