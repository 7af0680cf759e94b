"""Makes a table's sheet of what a worksheet holds: where its header is, and what is unusual around the values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, range_boundaries

from smart_tokyo.ledger.content.cells import BadCell
from smart_tokyo.ledger.content.csvfile import Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import LOOKED_AT, header_place, heading, on_one_line, table_named
from smart_tokyo.ledger.content.remarks import blank, number_of, other_unit, runs
from smart_tokyo.ledger.files.sheetxml import Written
from smart_tokyo.ledger.files.source import MAX_CELLS
from smart_tokyo.ledger.files.xmlstream import Malformed, TooLarge
from smart_tokyo.ledger.values.normalise import reader
from smart_tokyo.schema import Field, Table


@dataclass(frozen=True)
class WorkbookSheet(Sheet):
    """A sheet of a workbook: its cells have addresses."""

    def locate(self, row: int, column: int | None = None) -> str:
        """The address of a cell; of a row its first cell."""
        return f"{self.label}!{get_column_letter((column or 0) + 1)}{row}"

    def other(self, name: str) -> str:
        """What another table of the same source would be called: the sheet of that name."""
        return name

    def spoken_of(self, label: str, lang: str) -> str:
        """The sheet of a label in a sentence, in ja or en."""
        return f"シート「{label}」" if lang == "ja" else f'the sheet "{label}"'


def look(label: str, table: Table, written: Written) -> tuple[WorkbookSheet, list[Finding]]:
    """The sheet of a table in a worksheet that is not blank, and what is unusual in it."""
    place = header_place(table, [row.cells for row in written.rows[:LOOKED_AT]])
    header, body = written.rows[place], written.rows[place + 1 :]
    last = body[-1].number if body else header.number
    merged = tuple(
        (top, bottom, ref)
        for ref in written.merged
        for left, top, _, bottom in (_boundaries(ref),)
        if bottom >= header.number and top <= last and left <= len(header.cells)
    )
    above = tuple(written.rows[:place])
    sheet = WorkbookSheet(label, list(header.cells), body, header.number, above, merged)
    seen = _Look(table, sheet, written)
    seen.say()
    return sheet, seen.findings


class _Look:
    """What is unusual in one sheet; makes all its rows as wide as the header on the way."""

    def __init__(self, table: Table, sheet: WorkbookSheet, written: Written) -> None:
        self.table, self.sheet, self.written = table, sheet, written
        self.findings: list[Finding] = []

    def say(self) -> None:
        """Everything."""
        self.findings += of_above(self.sheet, self.table)
        self._beside()
        self._merged()
        self._blank()
        self._hidden()

    def _add(self, code: str, where: str, value: str | None = None, **details: object) -> None:
        self.findings.append(finding(code, where, self.table, value=value, details=details))

    def _beside(self) -> None:
        """Cells to the right of the header belong to no column."""
        width = len(self.sheet.header)
        beside: dict[int, int] = {}
        for row in self.sheet.rows:
            for column in range(width, len(row.cells)):
                if row.cells[column].strip():
                    beside.setdefault(column, row.number)
            del row.cells[width:]
            row.cells.extend([""] * (width - len(row.cells)))
        for column, number in sorted(beside.items()):
            self._add("cells-beside", self.sheet.locate(number, column), get_column_letter(column + 1))

    def _merged(self) -> None:
        """Only the first cell of a merged range holds a value; nothing more is said about the others."""
        rows = self.sheet.rows
        work = 0
        for _, _, ref in self.sheet.merged:
            left, top, right, bottom = _boundaries(ref)
            first = bisect_left(rows, top, key=number_of)
            for row in rows[first : bisect_right(rows, bottom, key=number_of)]:
                for column in range(left - 1, min(right, len(row.cells))):
                    if (row.number, column) != (top, left - 1):
                        row.cells[column] = BadCell(row.cells[column])
                    work += 1
            if work > MAX_CELLS:
                raise TooLarge("too many merged cells", "多すぎるセル結合")

    def _blank(self) -> None:
        """Rows without content between others, a run of them in one finding."""
        before = self.sheet.top
        for row in self.sheet.rows:
            if row.number > before + 1:
                self.findings.append(blank(self.sheet, self.table, range(before + 1, row.number)))
            before = row.number

    def _hidden(self) -> None:
        hidden = self.written.hidden_rows
        rows = [row.number for row in self.sheet.rows if row.number in hidden]
        if rows:
            self._add("hidden-rows", self.sheet.locate(rows[0]), runs(rows), count=len(rows))
        header = self.sheet.header
        columns = sorted(
            one for one in self.written.hidden_columns if one < len(header) and header[one].strip()
        )
        if columns:
            letters = ", ".join(get_column_letter(one + 1) for one in columns)
            self._add(
                "hidden-columns", self.sheet.locate(self.sheet.top, columns[0]), letters, count=len(columns)
            )


def of_above(sheet: Sheet, table: Table) -> list[Finding]:
    """The findings about what stands above the header; a unit that is said there holds for the amounts below."""
    said = [
        (row.number, column, on_one_line(cell))
        for row in sheet.above
        for column, cell in enumerate(row.cells)
        if cell.strip()
    ]
    before = range(1, sheet.top)
    if not said:
        return [blank(sheet, table, before)] if before else []
    rows = [row.number for row in sheet.above if _is_row(table, sheet.header, row.cells)]
    above = rows or before
    texts = " / ".join(text for number, _, text in said if number in above)
    code = "rows-above-are-rows" if rows else "rows-above-header"
    details = {"rows": runs(above), "header": sheet.top}
    found = [finding(code, sheet.locate(above[0]), table, value=texts, details=details)]
    return found + [
        other
        for number, column, text in said
        for other in other_unit(table, sheet.locate(number, column), text)
    ]


def _is_row(table: Table, header: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether cells above a header would be a row of the table below it: all they hold can be read, nothing is missing
    that must be there, and more than a name or two is said.
    """
    columns = [(place, found.column) for place, cell in enumerate(header) if (found := heading(table, cell))]
    known: dict[str, Field] = {}
    for place, name in columns:
        one = table.fields[table.position[name]]
        reading = reader(one)(cells[place] if place < len(cells) else "")
        if reading.problem is not None:
            return False
        if reading.value is not None:
            known[name] = one
    typed = any(one.type != "string" or one.enum for one in known.values())
    whole = all(one.name in known for one in table.fields if one.required)
    return whole and len(known) > 1 and (typed or len(known) * 2 > len(columns))


def of_name(table: Table, where: str, name: str) -> list[Finding]:
    """The findings about the name of a table's file or sheet where it is not the table's own."""
    found = table_named(name)
    if found is None or found[1]:
        return []
    return [
        finding("name-added", where, table, value=name, details=called(table)),
        *other_unit(table, where, name),
    ]


def called(table: Table) -> dict[str, str]:
    """What a table is called in either language, for the words of a finding."""
    return {"named": table.title, "named_en": table.name}


def _boundaries(ref: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a range, from 1. Raises Malformed."""
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError) as error:
        raise Malformed(ref) from error
    if left is None or top is None or right is None or bottom is None:
        raise Malformed(ref)
    return left, top, right, bottom
