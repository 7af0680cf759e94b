"""A column of a table: what a page shows, a file holds and the words of a number go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "markdown",
    "count",
    "number",
    "yen",
    "amount",
    "exact_yen",
    "fiscal_year",
    "date",
    "permille",
    "days",
]


@dataclass(frozen=True)
class Column:
    """A column to show: the frame's column, its header (already in the reader's language) and how to write it."""

    key: str
    label: str
    kind: Kind = "text"
    absent: str | None = None  # what stands where the value is unknown, instead of the kind's own word
