"""Reads the bytes of a CSV file into a sheet of raw text: encoding, separator, records with their lines."""

import codecs
import csv
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from operator import attrgetter

from openpyxl.utils import get_column_letter

from smart_tokyo.ledger.content.headers import LOOKED_AT, header_place, heading
from smart_tokyo.ledger.content.texts import RawRow, Texts, plain_texts
from smart_tokyo.schema import Table
from smart_tokyo.words import LANGS, N_, t

MAX_ROWS = 200_000  # of one sheet of a workbook, or one CSV file of a zip
MAX_CELLS = 10_000_000  # of a workbook or CSV file: more than the rows above with every column of a table

_BROKEN_CP932 = re.compile("[\x80\ue000-\uf8ff]")  # bytes that CP932 maps to nothing a person can read
_HALF_KATAKANA = re.compile("[｡-ﾟ]")
_FULL_KANA = re.compile("[ぁ-ヶ]")
_SEPARATORS = ",\t;|，"
# a first line with which Excel is told the separator
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\n|\r)', re.IGNORECASE)
_TOP = 100_000  # characters in which the header is looked for
_NO_TEXT = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"%PDF")  # a workbook, or a PDF, begins so
_ESCAPED = b"\x1b$"  # with which ISO-2022-JP goes over to Japanese
_MARK = "\ufeff"  # of a byte order; some programs write it twice
_LINE = re.compile("[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_LINE_END = re.compile("\r\n|\n|\r")
csv.field_size_limit(2**31 - 1)  # a cell that is too long gets a finding like any other


class TooLarge(Exception):
    """More than the limit; `what` says so in both languages, as it goes on after "holds"."""

    def __init__(self, text: str, **words: object) -> None:
        super().__init__(text)
        self.what = {lang: t(text, lang, **words) for lang in LANGS}


class UnreadableFile(Exception):
    """A file that is no CSV. `code` is the finding's, `line` where reading stopped (0: the whole file)."""

    def __init__(self, code: str, line: int = 0, value: str | None = None, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.value = value
        self.details = details


@dataclass(frozen=True)
class Sheet:
    """A table as written; `book`: as a sheet of a workbook, which differs only in how it locates its cells.

    `above`: the rows above the header that are not blank. `merged`: ranges of merged cells that reach below the
    header, by first and last row and address.
    """

    label: str
    header: list[str]
    rows: Sequence[RawRow]
    top: int = 1  # the header's row; 0 where it is in none, as in a Parquet file
    above: tuple[RawRow, ...] = ()
    merged: tuple[tuple[int, int, str], ...] = ()
    book: bool = False

    def locate(self, row: int, column: int | None = None) -> str:
        """Where a row (in a workbook its first cell) or a cell is: for a CSV file the line, whatever the column."""
        if self.book:
            return f"{self.label}!{get_column_letter((column or 0) + 1)}{row}"
        return f"{self.label}:{row}" if row else self.label

    def between(self, first: int, last: int) -> Sequence[RawRow]:
        """The rows of these numbers."""
        number = attrgetter("number")
        start, stop = bisect_left(self.rows, first, key=number), bisect_right(self.rows, last, key=number)
        return self.rows[start:stop]


def read_sheet(label: str, data: bytes, table: Table, limited: bool = False) -> Sheet:
    """The sheet in the bytes of a table's file, `limited` in rows and cells. Raises UnreadableFile, TooLarge."""
    text = decode(data)
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    head = text[:_TOP]
    delimiter = said[1] if said else ""
    if not said or not _recognised(head, delimiter, table):  # what is said is not what is there
        delimiter = max(_SEPARATORS, key=lambda one: _recognised(head, one, table))
    records = _records(text, delimiter, limited, 2 if said else 1)
    first = next((row for row in records if any(cell.strip() for cell in row.cells)), None)
    if first is None:
        raise UnreadableFile("empty-file")
    top = [first, *islice(records, LOOKED_AT - 1)]
    header = header_place(table, [row.cells for row in top])
    above = [row for row in top[:header] if any(cell.strip() for cell in row.cells)]
    if said:
        above.insert(0, RawRow(1, [said[0].strip()]))
    cells, number = top[header].cells, top[header].number
    rows = None if limited else plain_texts(data, number, len(cells), delimiter)
    if rows is None:
        rows = Texts(len(cells), chain(top[header + 1 :], records))
    return Sheet(label, cells, rows, number, tuple(above))


def decode(data: bytes) -> str:
    """The text of UTF-8 (with or without BOM), UTF-16 with BOM or CP932 bytes.

    Raises UnreadableFile for a file of another kind, and with the offset of the first byte at fault. Neither UTF-8
    with a broken byte nor EUC-JP is taken for CP932: both would decode to nonsense without an error.
    """
    if data.startswith(_NO_TEXT):
        raise UnreadableFile("not-text")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _undecodable(data, 0)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        try:
            return data[2:].decode(encoding).lstrip(_MARK)
        except UnicodeDecodeError as error:
            before = data[2 : 2 + error.start].decode(encoding)
            raise _undecodable(data, error.start + 2, before) from error
    if _ESCAPED in data:  # JIS, as of old e-mail
        raise _undecodable(data, data.index(_ESCAPED))
    if b"\0" in data[:2]:
        raise _undecodable(data, data.index(b"\0"))  # UTF-16 without BOM
    try:
        return data.decode().lstrip(_MARK)
    except UnicodeDecodeError as error:
        mixed = data.decode(errors="replace")
        mostly = mixed.count("\ufffd") * 2 < _foreign(mixed)  # valid UTF-8, of what is beyond ASCII
        if not mostly and not data.startswith(codecs.BOM_UTF8):
            return _cp932(data)
        raise _undecodable(data, error.start) from error


def _cp932(data: bytes) -> str:
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start) from error
    if broken := _BROKEN_CP932.search(text):
        raise _undecodable(data, len(text[: broken.start()].encode("cp932")))
    if sum(1 for _ in _HALF_KATAKANA.finditer(text)) * 2 > _foreign(text):
        japanese = None  # in EUC-JP; half-width katakana of CP932 alone are not
        with suppress(UnicodeDecodeError):
            japanese = _FULL_KANA.search(data.decode("euc_jp"))
        if japanese:
            raise _undecodable(data, next(at for at, byte in enumerate(data) if byte > 0x7F))
    return text


def _foreign(text: str) -> int:
    """How many characters are beyond ASCII."""
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _undecodable(data: bytes, offset: int, before: str | None = None) -> UnreadableFile:
    """The byte at an offset, and its line; `before`: the text before it where bytes do not tell the lines."""
    lines = data[:offset].decode("latin-1") if before is None else before
    line = len(_LINE_END.findall(lines)) + 1
    return UnreadableFile("encoding", line, value="0x" + data[offset : offset + 1].hex(), offset=offset)


def _recognised(text: str, delimiter: str, table: Table) -> int:
    """How many columns the best of the top rows names where that is the separator."""
    rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT)
    return max((sum(heading(table, cell) is not None for cell in cells) for cells in rows), default=0)


def _records(text: str, delimiter: str, limited: bool, start: int) -> Iterator[RawRow]:
    """All records; `start`: the line of the first."""
    records = csv.reader((hit[0] for hit in _LINE.finditer(text)), delimiter=delimiter, strict=True)
    before, many = start - 1, limited and text.count(delimiter) > MAX_CELLS
    try:
        for count, cells in enumerate(records):
            if many or (limited and count > MAX_ROWS):
                raise TooLarge(N_("a file of more than {limit} rows"), limit=f"{MAX_ROWS:,}")
            yield RawRow(start, cells)
            start = before + records.line_num + 1
    except csv.Error as error:
        raise UnreadableFile("csv-syntax", line=start) from error
