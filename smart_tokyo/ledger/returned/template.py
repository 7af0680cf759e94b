"""The empty workbook that people fill in: a sheet per table, derived from the schema, in both languages side by side.

A column's header is its Japanese title; its note says the rest in both languages. Required columns have a ＊ behind
the title: a number format shows it, so that the cell holds the title alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from smart_tokyo.ledger.checking.check import REFERENCE_DIR, shipped_records
from smart_tokyo.ledger.content.csvfile import MAX_ROWS
from smart_tokyo.ledger.content.dataset import NAMES as NAMES_OF
from smart_tokyo.ledger.content.dataset import SHEETS
from smart_tokyo.ledger.files.workbook import NOTES_SHEETS
from smart_tokyo.ledger.returned.annotate import print_wide
from smart_tokyo.ledger.values.choices import NAMES, both, listed
from smart_tokyo.lettering import width as width_of
from smart_tokyo.schema import OFFICIAL, Field, Table, tables
from smart_tokyo.words import LANGS, N_, Lang, commas, t, texts

MARK = "＊"
TEXTS = texts("template")


def pair(text: str) -> list[str]:
    """A text in both languages."""
    return [t(text, lang, mark=MARK) for lang in LANGS]


def note(table: Table, field: Field) -> str:
    """The note on a column's title."""
    return "\n\n".join("\n".join(_lines(table, field, lang)) for lang in LANGS)


def _lines(table: Table, field: Field, lang: Lang) -> Iterator[str]:
    is_key, unchanged = field.name in table.primary_key, "Empty means unchanged" in field.description_en
    said = TEXTS["required" if field.required else "unchanged" if unchanged else "optional"][lang]
    yield TEXTS["head"][lang].format(field=field, said=said, key=TEXTS["key"][lang] * is_key)
    yield field.description if lang == "ja" else field.description_en
    yield t(TEXTS["formats"].get(field.kind) or TEXTS["formats"][field.type], lang)
    if field.enum:
        yield t("One of: {choices}", lang, choices=listed(field, lang))
    if target := table.targets.get(field.name):
        named = tables()[target]
        text = N_("An id of the table {name}.")
        if named.reference:
            text = N_("An id or a name of the table {name}.")
        yield t(text, lang, name=named.title if lang == "ja" else target)
    if field.minimum is not None or field.maximum is not None:
        yield t("Range: {bounds}", lang, bounds=f"{_bound(field.minimum)}..{_bound(field.maximum)}")
    if unit := TEXTS["units"].get(field.kind) or TEXTS["units"].get(field.name):
        yield t("Unit: {unit}", lang, unit=unit[lang])
    if field.visibility == "internal":
        yield t("internal only", lang)


def _bound(value: float | int | None) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) and value > 9999 else str(value)


GUIDE_SHEET, LISTS_SHEET = NOTES_SHEETS[:2]
FIRST = {"projects": 0, "grants": 1}  # sheets before all others
LONGEST_LIST = 100  # ids that a drop-down offers
GUIDE_WIDTHS = (60, 60, 40, 40)
LINE_HEIGHT = 16  # points
INLINE = 255  # characters that Excel takes for a list inside a drop-down

_TEXT = "@"
_FORMATS = {  # kind or type of a column → of its cells
    "yen": "#,##0", "fiscal_year": "0", "date": "yyyy-mm-dd", "number": "General", "boolean": _TEXT, "string": _TEXT
}  # fmt: skip
_BOLD = Font(bold=True)
_FILL = PatternFill("solid", fgColor="FFE7EEF7")
_LINE = Border(bottom=Side(style="thin"))
_THICK = Border(bottom=Side(style="thick"))
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_template(out: Path | IO[bytes]) -> None:
    """Writes the workbook to a file. Raises OSError when that cannot be written."""
    book = Workbook()
    book.remove(book.worksheets[0])
    offered = offered_tables()
    _guide(book.create_sheet(GUIDE_SHEET), offered)
    _dataset(book.create_sheet(SHEETS[1]))
    sheets = {table.name: book.create_sheet(table.title) for table in offered}
    lists = _lists(book.create_sheet(LISTS_SHEET))
    for table in offered:
        _table(sheets[table.name], table, lists)
    for sheet in book.worksheets:
        print_wide(sheet)
    book.save(out)


def offered_tables() -> tuple[Table, ...]:
    """The tables a source may bring: its own first, then those of which the project ships rows."""
    found = [one for one in tables().values() if one.name not in OFFICIAL]
    return tuple(sorted(found, key=lambda one: (one.reference, FIRST.get(one.name, len(FIRST)))))


def _guide(sheet: Worksheet, offered: tuple[Table, ...]) -> None:
    for said in (TEXTS["title"], *TEXTS["steps"], *TEXTS["formats"].values()):
        sheet.append(pair(said))
    for cell in sheet[1]:
        cell.font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append([text for said in TEXTS["guide"] for text in pair(said)])
    _headed(*sheet[sheet.max_row])
    for table in offered:
        required = [one for one in table.fields if one.required]
        said_ja, said_en = f"{table.title}: {table.description}", f"{table.name} ({table.title_en})"
        names = commas((one.title for one in required), "ja"), commas((one.name for one in required), "en")
        sheet.append([said_ja, f"{said_en}: {table.description_en}", *names])
        link = sheet.cell(sheet.max_row, 1)
        link.hyperlink = f"#'{table.title}'!A1"
        link.font = Font(underline="single", color="FF0B4F9E")
    _wide(sheet, *GUIDE_WIDTHS)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for cell in row:
            cell.alignment = _WRAP
        if number > 1:
            # not every program finds the height itself: a tenth more, as lines end between words
            widths = zip((width_of(str(cell.value or "")) for cell in row), GUIDE_WIDTHS, strict=False)
            lines = max(-(-width * 11 // (room * 10)) for width, room in widths)
            sheet.row_dimensions[number].height = LINE_HEIGHT * max(1, lines)


def _dataset(sheet: Worksheet) -> None:
    sheet.append(["項目", "値 Value", "説明", "Description"])
    _headed(*sheet[1])
    entries = TEXTS["dataset"]
    for number, (title, means) in enumerate(entries.items(), start=2):
        ja, en = pair(means)
        for place, text in ((1, title), (3, ja), (4, en)):
            sheet.cell(number, place, text).alignment = _WRAP
        sheet.cell(number, 2).number_format = _FORMATS["date"] if NAMES_OF[title] == "as_of" else _TEXT
    _drop_down(sheet, f"B{len(entries) + 1}", '"true,false"')
    _wide(sheet, 20, 40, 60, 60)
    sheet.freeze_panes = "A2"


def _headed(*cells: Cell | MergedCell) -> None:
    for cell in cells:
        cell.font, cell.fill, cell.border = _BOLD, _FILL, _LINE


def _wide(sheet: Worksheet, *widths: int) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _lists(sheet: Worksheet) -> dict[str, str]:
    """The ids that the project ships, each with its name, for reading and for drop-downs; beside them other names."""
    found, shipped = {}, shipped_records(REFERENCE_DIR)
    column = 1
    referred = {key.reference for table in tables().values() for key in table.foreign_keys}
    for table in tables().values():
        rows = [one.values for one in shipped.get(table.name, [])]
        if table.name not in referred or not 0 < len(rows) <= LONGEST_LIST:
            continue
        named = (table.primary_key[0], *(one for one in NAMES if one in table.position))
        key, name, *others = (table.position[one] for one in named)
        letter = get_column_letter(column)
        found[table.name] = f"'{sheet.title}'!${letter}$2:${letter}${len(rows) + 1}"
        chosen = [both(str(row[key]), str(row[name] or "")) for row in rows]
        for told in (chosen, *([str(row[one] or "") for row in rows] for one in others[:1])):
            head = sheet.cell(1, column, f"{table.title}\n{table.title_en} ({table.name})")
            _headed(head)
            head.alignment = _WRAP
            sheet.column_dimensions[get_column_letter(column)].width = 60 if told is chosen else 40
            for number, text in enumerate(told, start=2):
                sheet.cell(number, column, text).number_format = _TEXT
            column += 1
        column += 1
    sheet.freeze_panes = "A2"
    return found


def _table(sheet: Worksheet, table: Table, lists: dict[str, str]) -> None:
    for place, field in enumerate(table.fields, start=1):
        cell, letter = sheet.cell(1, place, field.title), get_column_letter(place)
        cell.font, cell.fill = _BOLD, _FILL
        cell.border = _THICK if field.required else _LINE
        cell.number_format = f'@" {MARK}"' if field.required else _TEXT
        cell.alignment = Alignment(vertical="center")
        cell.comment = Comment(note(table, field), "Smart Tokyo", width=420, height=240)
        column = sheet.column_dimensions[letter]
        column.width = max(14, 2 * len(field.title) + 4)
        column.number_format = number_format(field)
        if source := _choices(field, lists.get(table.targets.get(field.name, ""))):
            strict = bool(field.enum) or field.type == "boolean"
            _drop_down(sheet, f"{letter}2:{letter}{MAX_ROWS + 1}", source, strict)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 24


def number_format(field: Field) -> str:
    """How Excel shows and takes the cells of a column: ids and codes are text, so that 007 stays 007."""
    return _FORMATS.get(field.kind or "") or _FORMATS.get(field.type, "0")


def _choices(field: Field, listed: str | None) -> str | None:
    if field.type == "boolean":
        return '"true,false"'
    if field.enum:
        inline = ",".join(both(one, field.label(one, "ja")) for one in field.enum)
        return f'"{inline}"' if len(inline) <= INLINE else None
    return listed


def _drop_down(sheet: Worksheet, cells: str, source: str, strict: bool = True) -> None:
    """A list to choose from. Where it is not strict, another value gets a question only: a source may add ids."""
    choice = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop" if strict else "warning",
        errorTitle="選択肢 / Choices",
        error=" / ".join(pair(TEXTS["choose" if strict else "other"])),
    )
    choice.add(cells)
    sheet.add_data_validation(choice)
