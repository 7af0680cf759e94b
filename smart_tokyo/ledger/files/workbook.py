"""Reads an Excel workbook into a source: which sheet is which table, where its header is, and what is unusual in it.

Macros are never run, formulas never calculated: the value that was stored last is read.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml import constants

from smart_tokyo.ledger.content import cells, csvfile, dataset, headers
from smart_tokyo.ledger.content.findings import finding
from smart_tokyo.ledger.files.archive import Archive, readable, reader_of
from smart_tokyo.ledger.files.sheetlook import called, duplicates, look, of_name
from smart_tokyo.ledger.files.sheetxml import Book, Malformed, Written, read_strings, read_worksheet
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.schema import Table, tables
from smart_tokyo.words import N_, Lang

FINDINGS_SHEETS: Mapping[Lang, str] = {"ja": "指摘一覧", "en": "Findings"}  # what an annotated copy has first
NOTES_SHEETS = ("はじめに", "記入の手引き", "Read me", "Notes")  # what a template explains itself in
WORKBOOK_TYPES = (constants.XLTM, constants.XLTX, constants.XLSM, constants.XLSX)
_SMALL_PARTS = 20_000_000  # bytes of the parts that are read whole: workbook, styles, relations

_DATASET, _PASSED_OVER = "dataset", ""  # what a sheet means that is no table


class _Part(NamedTuple):
    """A sheet of the workbook before it is read: name as in the workbook, whether hidden, where its XML is."""

    archive: Archive
    book: Book
    name: str
    hidden: bool
    target: str

    def written(self) -> Written:
        with self.archive.part(self.target) as file:
            return read_worksheet(file, self.book)


def read_workbook(archive: Archive) -> Source:
    """Everything in a workbook. Raises Malformed where it cannot be read to its end, and TooLarge."""
    name = readable(archive.path.name)
    source = Source(files={name: archive.sha256})
    if archive.macros:
        source.findings.append(finding("macros", name))
    meant: dict[str, list[_Part]] = {}
    for part in _parts(archive):
        found = headers.named(part.name, _names())
        if found is not None and (found[1] or found[0] != _PASSED_OVER):
            meant.setdefault(found[0], []).append(part)
        elif part.written().rows:
            source.findings.append(finding("unknown-sheet", part.name, value=part.name))
    meant.pop(_PASSED_OVER, None)
    _read_dataset(source, meant.pop(_DATASET, []))
    for table, parts in meant.items():
        _read_table(source, tables()[table], parts)
    if not meant:
        source.findings.append(finding("no-table", name))
    return source


@cache
def _names() -> Mapping[str, str]:
    others = dict.fromkeys(map(headers.folded, (*FINDINGS_SHEETS.values(), *NOTES_SHEETS)), _PASSED_OVER)
    others |= dict.fromkeys(map(headers.folded, dataset.SHEETS), _DATASET)
    return others | {form: table.name for form, table in headers.table_names().items()}


def _parts(archive: Archive) -> list[_Part]:
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
    strings: Sequence[str] = ()
    if part := reader.package.find(constants.SHARED_STRINGS):
        with archive.part(part.PartName[1:]) as file:
            strings = read_strings(file)
    workbook: Any = reader.wb
    coded = dict(enumerate(workbook._number_formats, start=164))  # formats with a code of their own
    styles = [cells.shown(style.numFmtId, coded.get(style.numFmtId)) for style in workbook._cell_styles]
    book = Book(strings, styles, workbook.epoch)
    return [
        _Part(archive, book, sheet.name, sheet.state != "visible", relation.target)
        for sheet, relation in sheets
        if relation.Type.endswith("/worksheet")
    ]


def _bounded(archive: Archive, read_whole: Callable[[str], bool]) -> None:
    for entry in archive.entries:
        if entry.file_size > _SMALL_PARTS and read_whole(entry.filename):
            raise csvfile.TooLarge(N_("{name} of unusual size"), name=entry.filename)


def _read_dataset(source: Source, parts: Sequence[_Part]) -> None:
    source.findings += duplicates("duplicate-sheet", [part.name for part in parts], None)
    for part in parts[:1]:
        rows = [(row.number, row.cells[:2]) for row in part.written().rows]
        source.dataset, found = dataset.dataset_of_rows(part.name, rows)
        if headers.folded(part.name) not in _names():
            source.findings.append(finding("name-added", part.name, value=part.name, details=called(None)))
        source.findings += found


def _read_table(source: Source, table: Table, parts: Sequence[_Part]) -> None:
    if len(parts) > 1:
        source.broken.add(table.name)
        source.findings += duplicates("duplicate-sheet", [part.name for part in parts], table)
        return
    (part,) = parts
    written = part.written()
    source.findings += of_name(table, part.name, part.name)
    if part.hidden:
        source.findings.append(finding("hidden-sheet", part.name, table, value=part.name))
    if not written.rows:
        source.broken.add(table.name)
        source.findings.append(finding("empty-sheet", part.name, table))
        return
    sheet, found = look(part.name, table, written)
    source.sheets[table.name] = [sheet]
    source.findings += found
