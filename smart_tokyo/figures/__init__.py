"""Named queries over one snapshot: every number a page, a report or a download shows comes from here."""

from __future__ import annotations

from smart_tokyo.figures.catalog import Query, catalog
from smart_tokyo.figures.filters import MOST_YEN, BadParameter, Filters
from smart_tokyo.figures.run import UnknownParameter, UnknownQuery, frame, records
from smart_tokyo.figures.snapshot import open_snapshot

__all__ = [
    "MOST_YEN",
    "BadParameter",
    "Filters",
    "Query",
    "UnknownParameter",
    "UnknownQuery",
    "catalog",
    "frame",
    "open_snapshot",
    "records",
]
