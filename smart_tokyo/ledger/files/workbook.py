"""Reads an Excel workbook into a source: which sheet is which table, where its header is, and what is unusual in it.

Macros are never run, formulas never calculated: the value that was stored last is read.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml import constants

from smart_tokyo.ledger.content.cells import Shown, shown
from smart_tokyo.ledger.content.dataset import dataset_of_rows
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import folded, named, table_names
from smart_tokyo.ledger.files.archive import BROKEN, Archive, damaged, readable, reader_of, too_much
from smart_tokyo.ledger.files.sheetlook import called, look, of_name
from smart_tokyo.ledger.files.sheetxml import Book, Written, read_worksheet
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.ledger.files.xmlstream import Malformed, TooLarge, read_strings
from smart_tokyo.schema import Table, tables

DATASET_SHEETS = ("dataset", "データセット")
FINDINGS_SHEETS = {"ja": "指摘一覧", "en": "Findings"}  # what an annotated copy has first
NOTES_SHEETS = ("はじめに", "記入の手引き", "Read me", "Notes")  # what a template explains itself in
WORKBOOK_TYPES = (constants.XLTM, constants.XLTX, constants.XLSM, constants.XLSX)
_SMALL_PARTS = 20_000_000  # bytes of the parts that are read whole: workbook, styles, relations

_DATASET_CALLED = {"named": DATASET_SHEETS[1], "named_en": DATASET_SHEETS[0]}
_DATASET, _PASSED_OVER = "dataset", ""  # what a sheet means that is no table


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
        meant: dict[str, list[_Part]] = {}
        for part in parts:
            found = named(part.name, _names())
            if found is not None and (found[1] or found[0] != _PASSED_OVER):
                meant.setdefault(found[0], []).append(part)
            elif _written(archive, part, book).rows:
                source.findings.append(finding("unknown-sheet", part.name, value=part.name))
        meant.pop(_PASSED_OVER, None)
        _read_dataset(source, meant.pop(_DATASET, []), archive, book)
        for name, sheets in meant.items():
            _read_table(source, tables()[name], sheets, archive, book)
        if not meant:
            source.findings.append(finding("no-table", readable(archive.path.name)))
    return source


@cache
def _names() -> Mapping[str, str]:
    """Folded name of a sheet → the table that it holds, or what else it means."""
    others = dict.fromkeys(map(folded, (*FINDINGS_SHEETS.values(), *NOTES_SHEETS)), _PASSED_OVER)
    others |= dict.fromkeys(map(folded, DATASET_SHEETS), _DATASET)
    return others | {form: table.name for form, table in table_names().items()}


def _contents(archive: Archive) -> tuple[list[_Part], Book]:
    """The sheets in their order, and what their cells refer to."""
    reader = reader_of(archive, read_only=True, data_only=True, keep_links=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            relations = (".rels", constants.ARC_CONTENT_TYPES, constants.ARC_STYLE)
            _bounded(archive, lambda name: name.endswith(relations))
            reader.read_manifest()
            main = [part.PartName for part in map(reader.package.find, WORKBOOK_TYPES) if part]
            _bounded(archive, lambda name: name == constants.ARC_WORKBOOK or f"/{name}" in main)
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            sheets = list(reader.parser.find_sheets())
    except (OSError, LookupError, TypeError, ValueError, AttributeError, SyntaxError) as error:
        raise Malformed(str(error)) from error  # openpyxl has no error of its own
    part = reader.package.find(constants.SHARED_STRINGS)
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


def _read_dataset(source: Source, parts: list[_Part], archive: Archive, book: Book) -> None:
    for part in parts[1:]:
        source.findings.append(_duplicate(part, parts, _DATASET_CALLED))
    for part in parts[:1]:
        rows = [(row.number, row.cells[:2]) for row in _written(archive, part, book).rows]
        source.dataset, found = dataset_of_rows(part.name, rows)
        if folded(part.name) not in _names():
            source.findings.append(finding("name-added", part.name, value=part.name, details=_DATASET_CALLED))
        source.findings += found


def _read_table(source: Source, table: Table, parts: list[_Part], archive: Archive, book: Book) -> None:
    if len(parts) > 1:
        source.broken.add(table.name)
        source.findings += [_duplicate(part, parts, called(table), table) for part in parts[1:]]
        return
    part = parts[0]
    written = _written(archive, part, book)
    source.findings += of_name(table, part.name, part.name)
    if part.hidden:
        source.findings.append(finding("hidden-sheet", part.name, table, value=part.name))
    if not written.rows:
        source.broken.add(table.name)
        source.findings.append(finding("empty-sheet", part.name, table))
        return
    source.sheets[table.name], found = look(part.name, table, written)
    source.findings += found


def _duplicate(
    part: _Part, parts: Sequence[_Part], names: Mapping[str, str], table: Table | None = None
) -> Finding:
    details = {"others": ", ".join(one.name for one in parts), **names}
    return finding("duplicate-sheet", part.name, table, details=details)


@contextmanager
def _refusing(archive: Archive) -> Iterator[None]:
    """What cannot be read is damaged; `too large` becomes a line that names the file."""
    try:
        yield
    except TooLarge as error:
        raise too_much(archive.path, str(error), error.japanese) from error
    except (Malformed, KeyError, *BROKEN) as error:
        raise damaged(archive.path) from error
