"""Rows of a table as they were read, where each stood, and what a finding says of several of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from smart_tokyo.ledger.content.csvfile import RawRow, Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import unit_said
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Table

SHOWN_RUNS = 20

Row = tuple[Value, ...]


@dataclass(slots=True)
class Record:
    """One row of a table, and where and how it was written. `bad`: columns of which a finding has been made."""

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
    """Records of a table. `missing`: required columns not there; `unread`: those, and columns in another unit."""

    table: Table
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def plain(value: Value) -> str:
    """A value in its plain form, as one would write it in a CSV file; unknown is the word NULL."""
    if value is None:
        return "NULL"
    return str(value).lower() if isinstance(value, bool) else str(value)


def other_unit(table: Table, where: str, text: str) -> list[Finding]:
    """The finding about a text beside a table that says another unit than yen; none where no column is of money."""
    zeros = unit_said(text) if any(one.kind == "yen" for one in table.fields) else 0
    return [finding("other-unit", where, table, value=text, details=times(zeros))] if zeros else []


def times(zeros: int) -> dict[str, object]:
    """How to make yen of a unit, for the words of a finding."""
    return {"zeros": zeros, "times": f"{10**zeros:,}"}


def blank(sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about one or more rows without content, one after the other."""
    if len(rows) == 1:
        return finding("blank-row", sheet.locate(rows[0]), table)
    return together("blank-rows", sheet, table, rows)


def together(code: str, sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about rows, one after the other."""
    return finding(code, sheet.locate(rows[0]), table, value=span(rows), details={"count": len(rows)})


def grouped(numbers: Iterable[int]) -> list[range]:
    """Ascending numbers as runs of such that follow each other."""
    found: list[range] = []
    for number in numbers:
        if found and number == found[-1].stop:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found


def span(run: range) -> str:
    """A run as text: `5-7`, or `9`."""
    return str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers as text: `5-7, 9`, cut after some runs."""
    texts = [span(run) for run in grouped(numbers)]
    return ", ".join([*texts[:SHOWN_RUNS], "…"] if len(texts) > SHOWN_RUNS else texts)
