"""Makes a table's sheet of what a worksheet holds: where its header is, and what is unusual around the values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, range_boundaries

from smart_tokyo.ledger.cells import BadCell
from smart_tokyo.ledger.csvfile import RawRow, Sheet, header_name
from smart_tokyo.ledger.findings import Finding, finding
from smart_tokyo.ledger.sheetxml import Written
from smart_tokyo.ledger.source import MAX_CELLS
from smart_tokyo.ledger.xmlstream import Malformed, TooLarge
from smart_tokyo.schema import Table

LONGEST_TITLE = 5  # rows before the header in which a title may stand
SHOWN_RUNS = 20


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
    place = _header_place(table, written.rows)
    header = written.rows[place]
    sheet = WorkbookSheet(label, list(header.cells), written.rows[place + 1 :], header.number)
    seen = _Look(table, sheet, written)
    seen.say(written.rows[:place])
    return sheet, seen.findings


def _header_place(table: Table, rows: Sequence[RawRow]) -> int:
    """The first of the top rows in which every required column is named; else the one that names most columns."""
    known = {header_name(name): one.name for one in table.fields for name in (one.title, one.name)}
    required = {one.name for one in table.fields if one.required}
    top = [{known.get(header_name(cell)) for cell in row.cells} - {None} for row in rows[: LONGEST_TITLE + 1]]
    complete = [place for place, names in enumerate(top) if required <= names]
    return complete[0] if complete else max(range(len(top)), key=lambda place: (len(top[place]), -place))


class _Look:
    """What is unusual in one sheet; makes all its rows as wide as the header on the way."""

    def __init__(self, table: Table, sheet: WorkbookSheet, written: Written) -> None:
        self.table, self.sheet, self.written = table, sheet, written
        self.findings: list[Finding] = []

    def say(self, before: Sequence[RawRow]) -> None:
        """Everything; `before`: the rows before the header."""
        self._above(before)
        self._beside()
        self._merged()
        self._blank()
        self._hidden()

    def _add(self, code: str, where: str, value: str | None = None, **details: object) -> None:
        self.findings.append(finding(code, where, self.table, value=value, details=details))

    def _above(self, before: Sequence[RawRow]) -> None:
        top = self.sheet.top
        if top > 1:
            said = " / ".join(cell.strip() for row in before for cell in row.cells if cell.strip())
            rows = runs(range(1, top))
            self._add("rows-above-header", self.sheet.locate(1), said or "-", rows=rows, header=top)

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
        last = rows[-1].number if rows else self.sheet.top
        work = 0
        for ref in self.written.merged:
            left, top, right, bottom = _boundaries(ref)
            if bottom < self.sheet.top or top > last or left > len(self.sheet.header):
                continue
            self._add("merged-cells", f"{self.sheet.label}!{ref}", ref)
            first = bisect_left(rows, top, key=_number)
            for row in rows[first : bisect_right(rows, bottom, key=_number)]:
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


def blank(sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about one or more rows without content, one after the other."""
    where = sheet.locate(rows[0])
    if len(rows) == 1:
        return finding("blank-row", where, table)
    return finding("blank-rows", where, table, value=runs(rows), details={"count": len(rows)})


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers as text: `5-7, 9`, cut after some runs."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in found[:SHOWN_RUNS]]
    return ", ".join([*texts, "…"] if len(found) > SHOWN_RUNS else texts)


def _boundaries(ref: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a range, from 1. Raises Malformed."""
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError) as error:
        raise Malformed(ref) from error
    if left is None or top is None or right is None or bottom is None:
        raise Malformed(ref)
    return left, top, right, bottom


def _number(row: RawRow) -> int:
    return row.number
