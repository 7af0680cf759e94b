"""Makes a table's sheet of what a worksheet holds: where its header is, and what is unusual around the values."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from smart_tokyo import schema, words
from smart_tokyo.ledger.content import csvfile, dataset, records
from smart_tokyo.ledger.content.cells import BadCell
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import LOOKED_AT, header_place, heading, on_one_line, table_named
from smart_tokyo.ledger.files.sheetxml import Malformed, Written
from smart_tokyo.ledger.values.normalise import reader


def look(label: str, table: schema.Table, written: Written) -> tuple[csvfile.Sheet, list[Finding]]:
    """The sheet of a table in a worksheet that is not blank, and what is unusual in it."""
    place = header_place(table, [row.cells for row in written.rows[:LOOKED_AT]])
    header, body = written.rows[place], written.rows[place + 1 :]
    last = body[-1].number if body else header.number
    merged = []
    for ref in written.merged:
        left, top, _, bottom = _boundaries(ref)
        if bottom >= header.number and top <= last and left <= len(header.cells):
            merged.append((top, bottom, ref))
    above = tuple(written.rows[:place])
    sheet = csvfile.Sheet(label, list(header.cells), body, header.number, above, tuple(merged), book=True)
    found = [*of_above(sheet, table), *_beside(sheet, table)]
    _unmerge(sheet)
    for before, row in pairwise([header, *body]):
        if row.number > before.number + 1:
            gap = range(before.number + 1, row.number)
            found.append(records.blank(sheet, table, gap))
    return sheet, [*found, *_hidden(sheet, table, written)]


def _beside(sheet: csvfile.Sheet, table: schema.Table) -> Iterator[Finding]:
    """Cells to the right of the header belong to no column; all rows are made as wide as it on the way."""
    width = len(sheet.header)
    beside: dict[int, int] = {}
    for row in sheet.rows:
        for column in range(width, len(row.cells)):
            if row.cells[column].strip():
                beside.setdefault(column, row.number)
        del row.cells[width:]
        row.cells.extend([""] * (width - len(row.cells)))
    for column, number in sorted(beside.items()):
        where = sheet.locate(number, column)
        yield finding("cells-beside", where, table, value=get_column_letter(column + 1))


def _unmerge(sheet: csvfile.Sheet) -> None:
    """Only the first cell of a merged range holds a value; nothing more is said about the others."""
    work = 0
    for _, _, ref in sheet.merged:
        left, top, right, bottom = _boundaries(ref)
        for row in sheet.between(top, bottom):
            for column in range(left - 1, min(right, len(row.cells))):
                if (row.number, column) != (top, left - 1):
                    row.cells[column] = BadCell(row.cells[column])
                work += 1
        if work > csvfile.MAX_CELLS:
            raise csvfile.TooLarge(words.N_("too many merged cells"))


def _hidden(sheet: csvfile.Sheet, table: schema.Table, written: Written) -> Iterator[Finding]:
    if rows := [row.number for row in sheet.rows if row.number in written.hidden_rows]:
        count = {"count": len(rows)}
        yield finding("hidden-rows", sheet.locate(rows[0]), table, value=records.runs(rows), details=count)
    named = [at for at, cell in enumerate(sheet.header) if cell.strip()]
    if columns := [at for at in named if at in written.hidden_columns]:
        where, count = sheet.locate(sheet.top, columns[0]), {"count": len(columns)}
        letters = ", ".join(get_column_letter(at + 1) for at in columns)
        yield finding("hidden-columns", where, table, value=letters, details=count)


def of_above(sheet: csvfile.Sheet, table: schema.Table) -> list[Finding]:
    """The findings about what stands above the header; a unit that is said there holds for the amounts below."""
    said = [
        (row.number, column, on_one_line(cell))
        for row in sheet.above
        for column, cell in enumerate(row.cells)
        if cell.strip()
    ]
    before = range(1, sheet.top)
    if not said:
        return [records.blank(sheet, table, before)] if before else []
    rows = [row.number for row in sheet.above if _is_row(table, sheet.header, row.cells)]
    above = rows or before
    texts = " / ".join(text for number, _, text in said if number in above)
    code = "rows-above-are-rows" if rows else "rows-above-header"
    details = {"rows": records.runs(above), "header": sheet.top}
    found = [finding(code, sheet.locate(above[0]), table, value=texts, details=details)]
    for number, column, text in said:
        found += records.other_unit(table, sheet.locate(number, column), text)
    return found


def _is_row(table: schema.Table, header: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether cells above a header would be a row of the table below it: all they hold can be read, nothing is missing
    that must be there, and more than a name or two is said.
    """
    columns = [(place, found.column) for place, cell in enumerate(header) if (found := heading(table, cell))]
    known: dict[str, schema.Field] = {}
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


def of_name(table: schema.Table, where: str, name: str) -> list[Finding]:
    """The findings about the name of a table's file or sheet where it is not the table's own."""
    found = table_named(name)
    if found is None or found[1]:
        return []
    added = finding("name-added", where, table, value=name, details=called(table))
    return [added, *records.other_unit(table, where, name)]


def duplicates(code: str, labels: Sequence[str], table: schema.Table | None) -> list[Finding]:
    """The findings about files or sheets that mean the same, at each but the first."""
    details = {"others": ", ".join(labels), **called(table)}
    return [finding(code, label, table, details=details) for label in labels[1:]]


def called(table: schema.Table | None) -> Mapping[str, words.Text]:
    """What a table (None: what a source says of itself) is called, for the words of a finding."""
    japanese, english = (table.title, table.name) if table else reversed(dataset.SHEETS)
    return {"named": {"ja": japanese, "en": english}}


def _boundaries(ref: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a range, from 1. Raises Malformed."""
    try:
        bounds: Any = range_boundaries(ref)
        left, top, right, bottom = map(int, bounds)  # of whole rows or columns some are None
    except (ValueError, TypeError) as error:
        raise Malformed(ref) from error
    return left, top, right, bottom
