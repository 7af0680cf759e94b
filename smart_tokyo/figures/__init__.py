"""Named queries over one snapshot: every number a page, a report or a download shows comes from here.

Nothing here writes, and nothing knows who asks.
"""

from __future__ import annotations

from smart_tokyo.figures.catalog import Query, catalog
from smart_tokyo.figures.declaration import Figure, Rows, UnknownFigure, declared
from smart_tokyo.figures.evidence import Evidence, evidence_of, key_text, source_rows
from smart_tokyo.figures.filters import (
    FILTER_NAMES,
    MOST_YEN,
    YEAR_LISTS,
    BadParameter,
    Filters,
    typed,
)
from smart_tokyo.figures.reading import Reading
from smart_tokyo.figures.run import UnknownParameter, UnknownQuery, frame, page, records
from smart_tokyo.figures.snapshot import open_snapshot

__all__ = [
    "FILTER_NAMES",
    "MOST_YEN",
    "YEAR_LISTS",
    "BadParameter",
    "Evidence",
    "Figure",
    "Filters",
    "Query",
    "Reading",
    "Rows",
    "UnknownFigure",
    "UnknownParameter",
    "UnknownQuery",
    "catalog",
    "declared",
    "evidence_of",
    "frame",
    "key_text",
    "open_snapshot",
    "page",
    "records",
    "source_rows",
    "typed",
]
