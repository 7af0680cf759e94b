"""What several rows of a sheet have in common, in the words of a finding: blank ones, runs of numbers, another unit."""

from __future__ import annotations

from collections.abc import Iterable

from smart_tokyo.ledger.content.csvfile import RawRow, Sheet
from smart_tokyo.ledger.content.findings import Finding, finding
from smart_tokyo.ledger.content.headers import unit_said
from smart_tokyo.schema import Table

SHOWN_RUNS = 20


def other_unit(table: Table, where: str, text: str) -> list[Finding]:
    """The finding about a text beside a table that says another unit than yen; none where no column is of money."""
    zeros = unit_said(text) if any(one.kind == "yen" for one in table.fields) else 0
    return [finding("other-unit", where, table, value=text, details=times(zeros))] if zeros else []


def times(zeros: int) -> dict[str, object]:
    """How to make yen of a unit, for the words of a finding."""
    return {"zeros": zeros, "times": f"{10**zeros:,}"}


def blank(sheet: Sheet, table: Table, rows: range) -> Finding:
    """The finding about one or more rows without content, one after the other."""
    where = sheet.locate(rows[0])
    if len(rows) == 1:
        return finding("blank-row", where, table)
    return finding("blank-rows", where, table, value=span(rows), details={"count": len(rows)})


def grouped(numbers: Iterable[int]) -> list[range]:
    """Ascending numbers as runs of such that follow each other."""
    found: list[range] = []
    for number in numbers:
        if found and number == found[-1].stop:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found


def span(run: range) -> str:
    """A run as text: `5-7`, or `9`."""
    return str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers as text: `5-7, 9`, cut after some runs."""
    texts = [span(run) for run in grouped(numbers)]
    return ", ".join([*texts[:SHOWN_RUNS], "…"] if len(texts) > SHOWN_RUNS else texts)


def number_of(row: RawRow) -> int:
    """The number of a row in its sheet."""
    return row.number
