"""A table's Parquet file as a sheet: its cells as the text that a CSV file would hold, read when they are asked for.

So everything that is said of a CSV file is said of it too, and a large file is never in memory as a whole.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from smart_tokyo.ledger.content.csvfile import Sheet, UnreadableFile
from smart_tokyo.ledger.content.texts import TOGETHER, Lazy, Texts

SUFFIX = ".parquet"
KEPT = 2  # groups of rows that stay in memory
_READ: tuple[Callable[[pa.DataType], bool], ...] = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_boolean,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_null,
)


def read_parquet(label: str, path: Path) -> Sheet:
    """The sheet in a table's Parquet file; its rows are numbered from 1. Raises UnreadableFile."""
    try:
        file = pq.ParquetFile(path)
        for column in file.schema_arrow:
            if not any(fits(_plain(column.type)) for fits in _READ):
                raise UnreadableFile("parquet-type", value=column.name, type=str(column.type))
        parts = _Parts(file)
        for _ in parts:  # what is damaged is told now
            pass
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile("parquet-damaged") from error
    rows = Texts(len(file.schema_arrow))
    rows.parts, rows.numbers = parts, np.arange(1, file.metadata.num_rows + 1)
    return Sheet(label, file.schema_arrow.names, rows, top=0)


class _Parts(Lazy[list[pa.StringArray]]):
    """For every TOGETHER rows of a file the texts of their columns."""

    def __init__(self, file: pq.ParquetFile) -> None:
        counts = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
        self.ends = np.cumsum([0, *counts])
        self.group = lru_cache(KEPT)(file.read_row_group)
        self.part = lru_cache(KEPT)(self._texts)

    def __len__(self) -> int:
        return -(-int(self.ends[-1]) // TOGETHER)

    def _made(self, place: int) -> list[pa.StringArray]:
        return self.part(place)

    def _texts(self, place: int) -> list[pa.StringArray]:
        first, last = place * TOGETHER, min((place + 1) * TOGETHER, int(self.ends[-1]))
        top = int(np.searchsorted(self.ends, first, "right")) - 1
        groups = range(top, int(np.searchsorted(self.ends, last)))
        rows = pa.concat_tables(map(self.group, groups)).slice(first - int(self.ends[top]), last - first)
        return [_text(column) for column in rows.columns]


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _text(column: pa.ChunkedArray) -> pa.StringArray:
    """The cells of a column as text: nothing where they are NULL, a day as ISO writes it."""
    column = column.cast(_plain(column.type))
    if pa.types.is_timestamp(column.type):
        whole = pc.floor_temporal(column, unit="day")
        column = column.cast(
            pa.date32() if pc.all(pc.equal(column, whole)).as_py() else pa.timestamp("s"), False
        )
    text = column.cast(pa.string()).cast(pa.binary()).cast(pa.string())  # which looks whether it is UTF-8
    return pc.fill_null(text, "").combine_chunks()
