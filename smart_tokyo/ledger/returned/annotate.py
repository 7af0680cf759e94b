"""A copy of a workbook, or a workbook made of CSV files, in which every finding is at its cell.

The copy keeps cells, formulas and formats; macros, pictures and charts may be left behind. What is too large to be
copied that way, or cannot be, is written anew from the cells as they were read, at the same addresses.
"""

import os
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell

from smart_tokyo.ledger.content.dataset import SHEETS, Dataset
from smart_tokyo.ledger.content.findings import Finding, weight
from smart_tokyo.ledger.files.archive import opened, reader_of
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import Source
from smart_tokyo.ledger.files.workbook import FINDINGS_SHEETS
from smart_tokyo.ledger.returned import marks
from smart_tokyo.ledger.returned.cutout import Placed, place_of, sheets_by_label
from smart_tokyo.words import Lang

COPIED = 60_000_000  # bytes of an unpacked workbook that is copied whole: it takes ten times that in memory

Marks = dict[str, dict[int, dict[int, list[Finding]]]]  # label → row → column (from 0) → findings


def annotate(source: Path, findings: Sequence[Finding], out: Path, lang: Lang) -> None:
    """Writes the annotated workbook of a source to `out`, whole or not at all. Raises UnreadableSource, OSError."""
    read = read_source(source)
    sheets = sheets_by_label(read)
    placed = [(one, place_of(one, sheets)) for one in findings]
    book = None if source.is_dir() else _copy(source, placed, lang)
    if book is not None and not {one.label for one in read.sheets.values()} <= set(book.sheetnames):
        book = None  # openpyxl has lost a sheet
    if book is None:
        book = _made(read, placed, lang)
    handle, temporary = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            book.save(file)
        Path(temporary).chmod(0o600)  # a ledger is not for everyone on the machine
        Path(temporary).replace(out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _marks(placed: Placed) -> tuple[Marks, bool]:
    """The findings of each cell to be marked, the gravest first, and whether some cells are left without."""
    cells: dict[tuple[str, int, int], list[Finding]] = defaultdict(list)
    for one, place in sorted(placed, key=lambda pair: weight(pair[0])):
        for column in (place.columns or (0,)) if place.row else ():
            cells[place.label, place.row, column].append(one)
    found: Marks = defaultdict(lambda: defaultdict(dict))
    for (label, row, column), about in list(cells.items())[: marks.MOST_MARKS]:
        found[label][row][column] = about
    return found, len(cells) > marks.MOST_MARKS


def _copy(source: Path, placed: Placed, lang: Lang) -> Any:
    """The workbook itself with marks; None where it is none, too large, or more than openpyxl understands."""
    with opened(source) as archive:
        if not archive.workbook or sum(one.file_size for one in archive.entries) > COPIED:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader = reader_of(archive)
                reader.read()
        except (OSError, LookupError, TypeError, ValueError, AttributeError, SyntaxError):
            return None
    book = reader.wb
    for name in FINDINGS_SHEETS.values():
        if name in book.sheetnames and len(book.sheetnames) > 1:
            del book[name]
    found, cut = _marks(placed)
    for sheet in book.worksheets:
        for cell in [one for one in sheet._cells.values() if isinstance(one, Cell) and one.comment]:
            marks.unmark(cell)
        for number, row in found.get(sheet.title, {}).items():
            for column, about in row.items():
                target = sheet.cell(number, column + 1)
                if isinstance(target, Cell):
                    marks.mark(target, about, lang)
    listed = book.create_sheet(FINDINGS_SHEETS[lang], 0)
    marks.fill(listed, placed, {title: title for title in book.sheetnames}, lang, cut)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is listed
    return book


def _made(source: Source, placed: Placed, lang: Lang) -> Any:
    book = openpyxl.Workbook(write_only=True)
    # a workbook's sheet keeps its name; a file's is the table's, so that the copy can be checked again
    titles = {sheet.label: sheet.label if sheet.book else name for name, sheet in source.sheets.items()}
    found, cut = _marks(placed)
    marks.fill(book.create_sheet(FINDINGS_SHEETS[lang]), placed, titles, lang, cut)
    for sheet in source.sheets.values():
        target = book.create_sheet(titles[sheet.label])
        target.freeze_panes = f"A{sheet.top + 1}"
        texts = {sheet.top: sheet.header} | {row.number: row.cells for row in (*sheet.above, *sheet.rows)}
        for number in range(1, max(texts) + 1):
            row, about = texts.get(number, []), found.get(sheet.label, {}).get(number, {})
            cells: list[Any] = [None] * max(len(row), *(column + 1 for column in about), 0)
            for column in range(len(cells)):
                value = row[column] if column < len(row) else ""
                if value or column in about:
                    cells[column] = marks.text(target, value)
                if column in about:
                    marks.mark(cells[column], about[column], lang)
            target.append(cells)
    if source.dataset != Dataset():
        target = book.create_sheet(SHEETS[0])
        for name, value in vars(source.dataset).items():
            if value is not None:
                target.append([name, marks.text(target, value) if isinstance(value, str) else value])
    return book
