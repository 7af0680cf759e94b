"""Reads an Excel workbook into a source: which sheet is which table, where its header is, and what is unusual in it.

Macros are never run, formulas never calculated: the value that was stored last is read.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import (
    ARC_CONTENT_TYPES,
    ARC_STYLE,
    ARC_WORKBOOK,
    SHARED_STRINGS,
    XLSM,
    XLSX,
    XLTM,
    XLTX,
)

from smart_tokyo.ledger.archive import BROKEN, Archive, damaged, readable, too_much
from smart_tokyo.ledger.cells import Shown, shown
from smart_tokyo.ledger.csvfile import header_name, table_named
from smart_tokyo.ledger.dataset import dataset_of_rows
from smart_tokyo.ledger.findings import finding
from smart_tokyo.ledger.sheetlook import look
from smart_tokyo.ledger.sheetxml import Book, Written, read_worksheet
from smart_tokyo.ledger.source import Source
from smart_tokyo.ledger.xmlstream import Malformed, TooLarge, read_strings
from smart_tokyo.schema import Table, tables

DATASET_SHEETS = ("dataset", "データセット")
FINDINGS_SHEETS = {"ja": "指摘一覧", "en": "Findings"}  # what an annotated copy has first
NOTES_SHEETS = ("はじめに", "記入の手引き", "Read me", "Notes")  # what a template explains itself in
WORKBOOK_TYPES = (XLTM, XLTX, XLSM, XLSX)
_SMALL_PARTS = 20_000_000  # bytes of the parts that are read whole: workbook, styles, relations

_PASSED_OVER = frozenset(map(header_name, (*FINDINGS_SHEETS.values(), *NOTES_SHEETS)))


@dataclass(frozen=True)
class _Part:
    """A sheet of the workbook before it is read: name as in the workbook, whether hidden, where its XML is."""

    name: str
    hidden: bool
    target: str


def read_workbook(archive: Archive) -> Source:
    """Everything in a workbook. Raises UnreadableSource when it cannot be read to its end, or is too large."""
    source = Source(files={readable(archive.path.name): archive.sha256})
    with _refusing(archive):
        parts, book = _contents(archive)
        if archive.macros:
            source.findings.append(finding("macros", readable(archive.path.name)))
        named: dict[str, list[_Part]] = {}
        for part in parts:
            table = table_named(part.name)
            if table is not None:
                named.setdefault(table.name, []).append(part)
            elif header_name(part.name) in DATASET_SHEETS:
                _read_dataset(source, part, _written(archive, part, book))
            elif header_name(part.name) not in _PASSED_OVER and _written(archive, part, book).rows:
                source.findings.append(finding("unknown-sheet", part.name, value=part.name))
        for name, found in named.items():
            _read_table(source, tables()[name], found, archive, book)
        if not named:
            source.findings.append(finding("no-table", readable(archive.path.name)))
    return source


def _contents(archive: Archive) -> tuple[list[_Part], Book]:
    """The sheets in their order, and what their cells refer to."""
    reader = ExcelReader(archive.file, read_only=True, data_only=True, keep_links=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _bounded(archive, lambda name: name.endswith((".rels", ARC_CONTENT_TYPES, ARC_STYLE)))
            reader.read_manifest()
            main = [part.PartName for part in map(reader.package.find, WORKBOOK_TYPES) if part]
            _bounded(archive, lambda name: name == ARC_WORKBOOK or f"/{name}" in main)
            reader.read_workbook()
            apply_stylesheet(archive.package, reader.wb)
            sheets = list(reader.parser.find_sheets())
    except (OSError, LookupError, TypeError, ValueError, AttributeError, SyntaxError) as error:
        raise Malformed(str(error)) from error  # openpyxl has no error of its own
    part = reader.package.find(SHARED_STRINGS)
    strings: Sequence[str] = ()
    if part is not None:
        with archive.package.open(part.PartName[1:]) as file:
            strings = read_strings(file)
    parts = [
        _Part(sheet.name, sheet.state != "visible", relation.target)
        for sheet, relation in sheets
        if relation.Type.endswith("/worksheet")
    ]
    return parts, Book(strings, _styles(reader.wb), reader.wb.epoch)


def _bounded(archive: Archive, read_whole: Callable[[str], bool]) -> None:
    for entry in archive.entries:
        if entry.file_size > _SMALL_PARTS and read_whole(entry.filename):
            raise TooLarge(f"{entry.filename} of unusual size", f"大きすぎる部分（{entry.filename}）")


def _styles(workbook: Any) -> list[Shown]:
    codes = workbook._number_formats
    numbers = [style.numFmtId for style in workbook._cell_styles]
    return [
        shown(number, codes[number - 164] if 164 <= number < 164 + len(codes) else None) for number in numbers
    ]


def _written(archive: Archive, part: _Part, book: Book) -> Written:
    with archive.package.open(part.target) as file:
        return read_worksheet(file, book)


def _read_dataset(source: Source, part: _Part, written: Written) -> None:
    rows = [(row.number, row.cells[:2]) for row in written.rows]
    source.dataset, found = dataset_of_rows(part.name, rows)
    source.findings += found


def _read_table(source: Source, table: Table, parts: list[_Part], archive: Archive, book: Book) -> None:
    if len(parts) > 1:
        names = ", ".join(part.name for part in parts)
        source.broken.add(table.name)
        for part in parts[1:]:
            source.findings.append(finding("duplicate-sheet", part.name, table, details={"others": names}))
        return
    part = parts[0]
    written = _written(archive, part, book)
    if part.hidden:
        source.findings.append(finding("hidden-sheet", part.name, table, value=part.name))
    if not written.rows:
        source.broken.add(table.name)
        source.findings.append(finding("empty-sheet", part.name, table))
        return
    source.sheets[table.name], found = look(part.name, table, written)
    source.findings += found


@contextmanager
def _refusing(archive: Archive) -> Iterator[None]:
    """What cannot be read is damaged; `too large` becomes a line that names the file."""
    try:
        yield
    except TooLarge as error:
        raise too_much(archive.path, str(error), error.japanese) from error
    except (Malformed, KeyError, *BROKEN) as error:
        raise damaged(archive.path) from error
