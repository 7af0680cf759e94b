"""Rows of a table as they were read, where each stood, and a value as one would write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from smart_tokyo.ledger.content.csvfile import RawRow, Sheet
from smart_tokyo.ledger.content.findings import Finding
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Table

Row = tuple[Value, ...]


@dataclass(slots=True)
class Record:
    """One row of a table: values in the schema's column order, and where and how it was written.

    `bad`: columns of which a finding has been made, so that nothing more is said about them.
    """

    values: Row
    sheet: Sheet
    raw: RawRow
    places: dict[str, int]  # column → cell of the raw row
    bad: frozenset[str]
    shipped: bool = False

    def where(self, column: str | None = None) -> str:
        """The location of the row, or of one of its cells."""
        return self.sheet.locate(self.raw.number, self.places.get(column or ""))

    def written(self, column: str) -> str | None:
        """The text of a cell as written, None when there is no such cell."""
        place = self.places.get(column)
        return None if place is None or place >= len(self.raw.cells) else self.raw.cells[place]


class Place(NamedTuple):
    """Where a row stands in its source, by names without a folder.

    `sheet`: the sheet of a workbook or the CSV file of a zip, None where the file is a CSV file. `row`: the line
    of a CSV file or the row of a sheet, from 1. `shipped`: the file is one of the project's own reference.
    """

    file: str
    sheet: str | None
    row: int
    shipped: bool


Places = Mapping[str, Mapping[tuple[Any, ...], Place]]
"""Table → primary key → where the row stands."""


@dataclass
class Records:
    """The records of one table and what was found reading them.

    `missing`: required columns not there; `unread`: those, and columns in a unit that is not theirs.
    """

    table: Table
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def plain(value: Value) -> str:
    """A value in its plain form, as one would write it in a CSV file; unknown is the word NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
