"""A copy of a workbook, or a workbook made of CSV files, in which every finding is at its cell and in a list.

The copy keeps cells, formulas and formats; macros, pictures and charts may be left behind. What is too large to be
copied that way, or cannot be, is written anew from the cells as they were read, at the same addresses. Severity is
told by colour, by the kind of border and in words. Text never becomes a formula.
"""

import os
import re
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from smart_tokyo.ledger.content.dataset import SHEETS, Dataset
from smart_tokyo.ledger.content.findings import SEVERITIES, Finding, headings, weight
from smart_tokyo.ledger.files.archive import opened, reader_of
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.files.source import REFUSALS, Source, UnreadableSource
from smart_tokyo.ledger.files.workbook import FINDINGS_SHEETS
from smart_tokyo.ledger.returned.cutout import Placed, place_of, sheets_by_label
from smart_tokyo.palette import SEVERITY
from smart_tokyo.words import Lang, t, texts

TEXTS = texts("annotated")
HEAD = "◆ 台帳の確認 / Ledger check ◆"  # what a comment's own part begins with
MOST_MARKS = 10_000  # cells with a comment: Excel becomes slow beyond
MOST_LINKS = 65_000  # Excel keeps 65,530 links in a sheet
MOST_LISTED = 1_000_000  # rows
LONGEST = 32_000  # characters of a cell
IN_COMMENT = 20  # findings of one cell

_STYLES = {"error": "thick", "warning": "mediumDashed", "info": "dotted"}
FILLS = {name: PatternFill("solid", fgColor=ground[1:]) for name, (ground, _) in SEVERITY.items()}
BORDERS = {
    name: Border(*[Side(border_style=_STYLES[name], color=ink[1:])] * 4)  # type: ignore[arg-type]
    for name, (_, ink) in SEVERITY.items()
}
_UNFIT = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")
SIGNS = {"error": "×", "warning": "△", "info": "○"}

_COLUMNS: Mapping[Lang, tuple[str, ...]] = {
    "ja": ("重要度", "表", "場所", "列", "値", "内容", "コード"),
    "en": ("Severity", "Table", "Place", "Column", "Value", "What was found and what to do", "Code"),
}
_WIDTHS = (10, 18, 24, 20, 24, 90, 22)


def _severity(name: str, lang: Lang) -> str:
    return f"{SIGNS[name]} {t(name, lang).capitalize()}"


def mark(cell: Any, findings: Sequence[Finding], lang: Lang) -> None:
    """Marks a cell with the findings about it; what a person commented there before stays above."""
    worst = min((one.severity for one in findings), key=SEVERITIES.index)
    cell.fill, cell.border = FILLS[worst], BORDERS[worst]
    lines = [f"{_severity(one.severity, lang)}: {one.message(lang)}" for one in findings[:IN_COMMENT]]
    if len(findings) > IN_COMMENT:
        lines.append(t("… {count} more", lang, count=len(findings) - IN_COMMENT))
    before = cell.comment.text.rstrip() + "\n\n" if cell.comment else ""
    text = "\n".join([before + HEAD, *map(harmless, lines)])
    comment = Comment(text[:LONGEST], cell.comment.author if before else HEAD)
    comment.width, comment.height = 380, min(60 + 34 * len(text) // 30, 500)
    cell.comment = comment


def fill(sheet: Any, placed: Placed, titles: Mapping[str, str], lang: Lang, cut: bool) -> None:
    """Fills the sheet that lists all findings; its header is kept in sight.

    `titles`: label → name of its sheet in the workbook. `cut`: not every cell is marked.
    """
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A5"
    print_wide(sheet)

    def bold(value: str) -> Any:
        cell = text(sheet, value)
        cell.font = Font(bold=True)
        return cell

    counts = Counter(one.severity for one, _ in placed)
    told = ", ".join(f"{_severity(name, lang)} {counts[name]}" for name in SEVERITIES if counts[name])
    sheet.append([bold(t(TEXTS["counts" if told else "none"], lang, counts=told))])
    note = t(TEXTS["follow"], lang)
    if cut:
        note += t(TEXTS["cut"], lang, marks=MOST_MARKS, links=MOST_LINKS)
    sheet.append([text(sheet, note)])
    sheet.append([])
    sheet.append([bold(name) for name in _COLUMNS[lang]])
    for number, (one, place) in enumerate(placed[:MOST_LISTED]):
        table, column = headings(one, lang)
        said = (
            _severity(one.severity, lang), table, one.location, column,
            one.value or "", one.message(lang), one.code,
        )  # fmt: skip
        cells = [text(sheet, each) for each in said]
        cells[0].fill = FILLS[one.severity]
        cells[5].alignment = Alignment(wrap_text=True, vertical="top")
        if place.label in titles and number < MOST_LINKS:
            title = titles[place.label].replace("'", "''")
            where = f"'{title}'!{place.address}"
            cells[2].hyperlink = Hyperlink(ref="", location=where, display=cells[2].value)
            cells[2].font = Font(color="0563C1", underline="single")
        sheet.append(cells)
        if cells[2].hyperlink:
            cells[2].hyperlink.ref = cells[2].coordinate


def print_wide(sheet: Any) -> None:
    """Printed lying, all columns on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def text(sheet: Any, value: str) -> Any:
    """A cell with text in it that stays text, whatever it begins with, even when a person edits it."""
    cell = WriteOnlyCell(sheet)
    if value:
        cell.value = harmless(value)[:LONGEST]
        cell.data_type = "s"
    if value[:1] in tuple("=+-@"):
        cell.quotePrefix = True
    return cell


def harmless(value: str) -> str:
    """Text without characters that a workbook cannot hold: their numbers stand for them."""
    return _UNFIT.sub(lambda hit: f"〔U+{ord(hit[0]):04X}〕", value)


COPIED = 60_000_000  # bytes of an unpacked workbook that is copied whole: it takes ten times that in memory

Marks = dict[str, dict[int, dict[int, list[Finding]]]]  # label → row → column (from 0) → findings


def annotate(source: Path, findings: Sequence[Finding], out: Path, lang: Lang) -> None:
    """Writes the annotated workbook of a source to `out`, whole or not at all. Raises UnreadableSource, OSError."""
    read = read_source(source)
    sheets = sheets_by_label(read)
    placed = [(one, place_of(one, sheets)) for one in findings]
    if any(sheet.top == 0 for _, sheet in sheets.values()):
        raise UnreadableSource(REFUSALS["no_copy"], path=source)
    book = None if source.is_dir() else _copy(source, placed, lang)
    if book is not None and not sheets.keys() <= set(book.sheetnames):
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
    for (label, row, column), about in list(cells.items())[:MOST_MARKS]:
        found[label][row][column] = about
    return found, len(cells) > MOST_MARKS


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
        cells = [one for one in sheet._cells.values() if isinstance(one, Cell)]
        for cell, comment in [(one, one.comment) for one in cells if one.comment]:
            before, earlier, _ = comment.text.partition(HEAD)
            if earlier:  # an earlier check's mark
                cell.comment = Comment(before.rstrip(), comment.author) if before.strip() else None
                cell.fill, cell.border = PatternFill(), Border()
        for number, row in found.get(sheet.title, {}).items():
            for column, about in row.items():
                target = sheet.cell(number, column + 1)
                if isinstance(target, Cell):
                    mark(target, about, lang)
    listed = book.create_sheet(FINDINGS_SHEETS[lang], 0)
    fill(listed, placed, {title: title for title in book.sheetnames}, lang, cut)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is listed
    return book


def _made(source: Source, placed: Placed, lang: Lang) -> Any:
    book = openpyxl.Workbook(write_only=True)
    # a workbook's sheet keeps its name; a file's is the table's, so that the copy can be checked again
    titles = {
        label: label if sheet.book else table.name
        for label, (table, sheet) in sheets_by_label(source).items()
    }
    found, cut = _marks(placed)
    fill(book.create_sheet(FINDINGS_SHEETS[lang]), placed, titles, lang, cut)
    for sheet in (one for several in source.sheets.values() for one in several):
        target = book.create_sheet(titles[sheet.label])
        target.freeze_panes = f"A{sheet.top + 1}"
        texts = {sheet.top: sheet.header} | {row.number: row.cells for row in (*sheet.above, *sheet.rows)}
        for number in range(1, max(texts) + 1):
            row, about = texts.get(number, []), found.get(sheet.label, {}).get(number, {})
            cells: list[Any] = [None] * max(len(row), *(column + 1 for column in about), 0)
            for column in range(len(cells)):
                value = row[column] if column < len(row) else ""
                if value or column in about:
                    cells[column] = text(target, value)
                if column in about:
                    mark(cells[column], about[column], lang)
            target.append(cells)
    if source.dataset != Dataset():
        target = book.create_sheet(SHEETS[0])
        for name, value in vars(source.dataset).items():
            if value is not None:
                target.append([name, text(target, value) if isinstance(value, str) else value])
    return book
