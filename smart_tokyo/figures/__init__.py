"""Named queries over one snapshot: every number a page, a report or a download shows comes from here.

Nothing here writes, and nothing knows who asks.
"""

from __future__ import annotations

from smart_tokyo.figures.catalog import Query, catalog
from smart_tokyo.figures.declaration import Figure, Rows, UnknownFigure, declared
from smart_tokyo.figures.filters import (
    FILTER_NAMES,
    MOST_YEN,
    YEAR_LISTS,
    BadParameter,
    Filters,
    typed,
)
from smart_tokyo.figures.lineage import Lineage, key_text, lineage_of, source_rows
from smart_tokyo.figures.reading import Reading
from smart_tokyo.figures.run import QUERY, UnknownParameter, UnknownQuery, frame, page, records
from smart_tokyo.figures.snapshot import open_snapshot
from smart_tokyo.figures.vocabulary import Word, word

__all__ = [
    "FILTER_NAMES",
    "MOST_YEN",
    "QUERY",
    "YEAR_LISTS",
    "BadParameter",
    "Figure",
    "Filters",
    "Lineage",
    "Query",
    "Reading",
    "Rows",
    "UnknownFigure",
    "UnknownParameter",
    "UnknownQuery",
    "Word",
    "catalog",
    "declared",
    "frame",
    "key_text",
    "lineage_of",
    "open_snapshot",
    "page",
    "records",
    "source_rows",
    "typed",
    "word",
]
