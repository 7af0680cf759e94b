"""The named queries of `queries/figures/`, read once: a folder for each subject, one query a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from smart_tokyo.named_sql import QUERIES, named_sql

FOLDER = QUERIES / "figures"


@dataclass(frozen=True)
class Query:
    """A named query: its SQL with DuckDB's `$name` parameters, and its header: grain and units."""

    name: str
    sql: str
    parameters: tuple[str, ...]
    doc: str
    path: Path

    @property
    def public(self) -> bool:
        """Whether the public database answers it; the header of one that it does not says "Internal" and why."""
        return not re.search(r"\bInternal[:.]", self.doc)


@cache
def catalog() -> dict[str, Query]:
    """Every query by name, in the order of the names.

    Raises ValueError where a file does not hold exactly one query of its own name.
    """
    return {name: Query(*one) for name, one in named_sql(FOLDER).items()}
