"""Named queries over one snapshot: every number a page, a report or a download shows comes from here."""

from __future__ import annotations

from smart_tokyo.figures.catalog import Query, catalog
from smart_tokyo.figures.filters import BadParameter, Filters, typed
from smart_tokyo.figures.run import UnknownParameter, UnknownQuery, frame, page, records
from smart_tokyo.figures.snapshot import open_snapshot

__all__ = [
    "BadParameter",
    "Filters",
    "Query",
    "UnknownParameter",
    "UnknownQuery",
    "catalog",
    "frame",
    "open_snapshot",
    "page",
    "records",
    "typed",
]
