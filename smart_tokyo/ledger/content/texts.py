"""The rows of a sheet as written: one by one, or of a file column by column, so that a large one fits into memory."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pa_csv

T = TypeVar("T")
TOGETHER = 50_000  # rows that are looked at together
_NOT_PLAIN = (b'"', b"\0", b"\n\n", b"\n\r\n")  # what could make a line another row than it seems


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record: the line where it starts (the file's first is 1) and its cells as written."""

    number: int
    cells: list[str]


class Lazy(Sequence[T], ABC):
    """What is made when it is asked for."""

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        found = range(len(self))[place]
        return self._made(found) if isinstance(found, int) else [self._made(one) for one in found]

    @abstractmethod
    def _made(self, place: int) -> T:
        """What is at a place from 0."""


class Texts(Lazy[RawRow]):
    """Rows of text held by column. One that is not as wide as the others is held as it is, and in no column."""

    def __init__(self, width: int, rows: Iterable[RawRow] = ()) -> None:
        self.uneven: dict[int, list[str]] = {}
        parts: list[list[pa.StringArray]] = []
        self.parts: Sequence[list[pa.StringArray]] = parts  # for every TOGETHER rows their columns
        numbers: list[npt.NDArray[np.int64]] = [np.array([], np.int64)]
        rows, absent = iter(rows), [None] * width
        while several := list(islice(rows, TOGETHER)):
            first = len(parts) * TOGETHER
            uneven = {at: row.cells for at, row in enumerate(several, first) if len(row.cells) != width}
            self.uneven |= uneven
            cells = [absent if at in uneven else row.cells for at, row in enumerate(several, first)]
            parts.append([pa.array(column, pa.string()) for column in zip(*cells, strict=True)])
            numbers.append(np.array([row.number for row in several], np.int64))
        self.numbers = np.concatenate(numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[RawRow]:
        numbers = map(int, self.numbers)
        cells = chain.from_iterable(zip(*map(pa.Array.to_pylist, part), strict=True) for part in self.parts)
        for at, (number, row) in enumerate(zip(numbers, cells, strict=True)):
            yield RawRow(number, self.uneven[at] if at in self.uneven else list(row))

    def _made(self, place: int) -> RawRow:
        number, (part, row) = int(self.numbers[place]), divmod(place, TOGETHER)
        if place in self.uneven:
            return RawRow(number, self.uneven[place])
        return RawRow(number, [column[row].as_py() for column in self.parts[part]])


def plain_texts(data: bytes, top: int, width: int, delimiter: str) -> Texts | None:
    """The rows below line `top` of a UTF-8 file in which each line is one row as wide as the header; else None.

    Without quotation marks, and without a line end that stands alone, such a file can only be read in one way.
    """
    start = 0
    for _ in range(top):
        start = data.find(b"\n", start) + 1 or len(data)
    body = memoryview(data)[start:]
    sure = width > 1 and delimiter.isascii() and not any(one in data for one in _NOT_PLAIN)
    if not (body and sure and data.count(b"\r") == data.count(b"\r\n")):
        return None
    names = [str(place) for place in range(width)]
    try:
        data.decode()
        found = pa_csv.read_csv(
            pa.py_buffer(body),
            pa_csv.ReadOptions(column_names=names),
            pa_csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            pa_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[]),
        )
    except (UnicodeDecodeError, pa.ArrowInvalid):
        return None
    texts = Texts(width)
    texts.numbers = np.arange(top + 1, top + 1 + len(found), dtype=np.int64)
    texts.parts = [
        [column[first : first + TOGETHER].combine_chunks() for column in found.columns]
        for first in range(0, len(found), TOGETHER)
    ]
    return texts
