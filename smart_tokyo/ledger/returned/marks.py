"""What a finding looks like in a workbook: the marked cell with its comment, and the sheet that lists all findings.

Severity is told by colour, by the kind of border and in words. Text never becomes a formula.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from smart_tokyo.ledger.content.findings import SEVERITIES, Finding, headings
from smart_tokyo.ledger.returned.cutout import Placed
from smart_tokyo.palette import SEVERITY
from smart_tokyo.words import N_, Lang, t

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


def unmark(cell: Any) -> None:
    """Takes an earlier check's mark from a cell."""
    before, head, _ = cell.comment.text.partition(HEAD)
    if head:
        author = cell.comment.author
        cell.comment = Comment(before.rstrip(), author) if before.strip() else None
        cell.fill, cell.border = PatternFill(), Border()


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
    none = t("Ledger check: no findings", lang)
    sheet.append([bold(t("Ledger check: {counts}", lang, counts=told) if told else none)])
    note = t(
        "Follow a place to its cell. The framed and coloured cells hold the same words as a comment. "
        "Correct, save, and check again.",
        lang,
    )
    if cut:
        limits = N_("Not every cell is marked: the first {marks} cells are, and {links} places have a link.")
        note += t(limits, lang, marks=MOST_MARKS, links=MOST_LINKS)
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
