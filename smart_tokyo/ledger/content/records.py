"""Rows of a table as they were read, where each stood, and what a finding says of several of them together."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter
from tempfile import NamedTemporaryFile
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import unit_said
from smart_tokyo.ledger.content.texts import TOGETHER, Lazy, RawRow, Texts
from smart_tokyo.ledger.values.plain import ARROW
from smart_tokyo.ledger.values.reading import Value
from smart_tokyo.schema import Table

SHOWN_RUNS = 20
LARGE = 500_000  # rows of a table from which they lie on the disk

Row = tuple[Value, ...]
Numbers = npt.NDArray[np.int64]


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


@dataclass(eq=False)
class Block(Lazy[Record]):
    """The records of one sheet, column by column.

    `values`: the table's columns. `at`: the row of the sheet of each, from 0. `places`: column → cell of a row.
    `bad`: columns of which a finding has been made, where these are not those that are `unread` in every row.
    """

    table: Table
    sheet: Sheet
    values: pa.Table
    at: Numbers
    places: dict[str, int]
    unread: frozenset[str] = frozenset()
    bad: Mapping[int, frozenset[str]] = field(default_factory=dict)
    shipped: bool = False

    def __len__(self) -> int:
        return len(self.at)

    def _made(self, place: int) -> Record:
        values = tuple(column[place].as_py() for column in self.values.columns)
        bad, raw = self.bad.get(place, self.unread), self.sheet.rows[int(self.at[place])]
        return Record(values, self.sheet, raw, self.places, bad, self.shipped)

    @property
    def numbers(self) -> Numbers:
        """The numbers of the rows in the file or sheet."""
        rows = self.sheet.rows
        found = rows.numbers if isinstance(rows, Texts) else np.array([row.number for row in rows], int)
        return found[self.at]

    def without(self, out: Collection[int]) -> Self:
        """The same without the records at some places."""
        if not out:
            return self
        stays = np.ones(len(self), bool)
        stays[list(out)] = False
        now = np.cumsum(stays) - 1  # where each then is
        bad = {int(now[place]): found for place, found in self.bad.items() if stays[place]}
        held = self.values.filter(pa.array(stays)), self.at[stays]
        return type(self)(self.table, self.sheet, *held, self.places, self.unread, bad, self.shipped)


class Stack(Lazy[Record]):
    """All records of a table: those that are shipped, then the source's own."""

    def __init__(self, table: Table, blocks: Iterable[Block]) -> None:
        self.table, self.blocks = table, [one for one in blocks if len(one)]
        ends = list(accumulate(map(len, self.blocks)))
        self.starts = [end - len(one) for end, one in zip(ends, self.blocks, strict=True)]
        self.length = ends[-1] if ends else 0

    def __len__(self) -> int:
        return self.length

    def _made(self, place: int) -> Record:
        at = bisect_right(self.starts, place) - 1
        return self.blocks[at][place - self.starts[at]]

    @property
    def own(self) -> list[Block]:
        """The records of the source."""
        return [one for one in self.blocks if not one.shipped]

    @property
    def values(self) -> pa.Table:
        """The values of all, column by column."""
        none = arrow_schema(self.table).empty_table()
        return pa.concat_tables([none, *(one.values for one in self.blocks)])

    def without(self, out: Collection[int]) -> "Stack":
        """The same without the records at some places."""
        parts = zip(self.blocks, self.starts, [*self.starts[1:], self.length], strict=False)
        left = [one.without({at - start for at in out if start <= at < end}) for one, start, end in parts]
        return Stack(self.table, left)


def one_alone(table: Table, one: Record) -> Block:
    """A record that was changed, alone; `at` is where it is among the rows of its sheet."""
    values = {name: [value] for name, value in zip(table.columns, one.values, strict=True)}
    at = np.array([bisect_left(one.sheet.rows, one.raw.number, key=attrgetter("number"))])
    return Block(table, one.sheet, pa.table(values, arrow_schema(table)), at, one.places, one.bad)


def arrow_schema(table: Table) -> pa.Schema:
    """The columns of a table as Arrow holds them."""
    return pa.schema([(one.name, ARROW[one.type]) for one in table.fields])


def spilled(schema: pa.Schema, rows: int, batches: Iterable[pa.RecordBatch]) -> pa.Table:
    """A table of so many rows; of a large one the system has in memory what is in use, and the rest in a file.

    The file has no name any more: it is gone with the table, or with the process.
    """
    if rows < LARGE:
        return pa.Table.from_batches(batches, schema)
    with NamedTemporaryFile(prefix="smart-tokyo-") as file:
        with pa.ipc.new_file(file.name, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        return pa.ipc.open_file(pa.memory_map(file.name)).read_all()


def rows_of(values: pa.Table) -> Iterator[Row]:
    """The rows of a table that is held by column."""
    for batch in values.to_batches(max_chunksize=TOGETHER):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@dataclass
class Records:
    """Records of a table. `missing`: required columns not there; `unread`: those, and columns in another unit."""

    table: Table
    findings: list[Finding] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    records: Block = field(init=False)


def other_unit(table: Table, where: str, text: str) -> list[Finding]:
    """The finding about a text beside a table that says another unit than yen; none where no column is of money."""
    zeros = unit_said(text) if any(one.kind == "yen" for one in table.fields) else 0
    return [finding("other-unit", where, table, value=text, details=times(zeros))] if zeros else []


def times(zeros: int) -> dict[str, object]:
    """How to make yen of a unit, for the words of a finding."""
    return {"zeros": zeros, "times": f"{10**zeros:,}"}


def together(code: str, sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about rows that follow each other."""
    return finding(code, sheet.locate(rows[0]), table, value=span(rows), details={"count": len(rows)})


def blank(sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about one or more blank rows that follow each other."""
    if len(rows) == 1:
        return finding("blank-row", sheet.locate(rows[0]), table)
    return together("blank-rows", sheet, table, rows)


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
