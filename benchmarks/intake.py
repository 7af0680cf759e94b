"""How long a large workbook takes: 20,000 grant rows of 5,000 projects, checked, cut out and annotated.

The aim is 10 s for the check on two cores.
"""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.returned.annotate import annotate
from smart_tokyo.ledger.returned.cutout import cutouts
from tests.ledger.workbooks import workbook

T = TypeVar("T")
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
YEARS = (2022, 2023, 2024, 2025)
FAULTY = 50  # one grant row in so many has an amount in thousands


def steps(folder: Path, rows: int = 20_000) -> Iterator[tuple[str, float]]:
    """Each step with the large workbook, and its seconds."""
    book = make(folder, rows)
    check_source(SAMPLE)  # what the first check alone has to load
    source, seconds = timed(lambda: read_source(book))
    yield "read", seconds
    checked, seconds = timed(lambda: check_source(source))
    yield "check", seconds
    yield "cut-outs", timed(lambda: cutouts(source, checked.findings))[1]
    yield "annotate", timed(lambda: annotate(book, checked.findings, folder / "annotated.xlsx", "ja"))[1]


def make(folder: Path, count: int) -> Path:
    """A workbook made of the sample with as many grant rows as wanted, a project for every four."""
    source = folder / "source"
    shutil.copytree(SAMPLE, source)
    header, *projects = read(SAMPLE / "projects.csv")
    made = [[f"P{n:06d}", *projects[n % len(projects)][1:]] for n in range(-(-count // len(YEARS)))]
    write(source / "projects.csv", [header, *projects, *made])
    header, *grants = read(SAMPLE / "grants.csv")
    amount = header.index("decided_yen")
    rows = []
    for n in range(count):
        row = [f"P{n // len(YEARS):06d}", str(YEARS[n % len(YEARS)]), *grants[n % len(grants)][2:]]
        row[amount] = str(1_000_000 + n)
        rows.append(row)
    write(source / "grants.csv", [header, *grants, *rows])
    return workbook(source, folder / "book.xlsx", grants=_spoil)


def _spoil(sheet: Any) -> None:
    for row in range(100, sheet.max_row, FAULTY):
        sheet.cell(row, 6).value = "1,500千円"


def read(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def timed(step: Callable[[], T]) -> tuple[T, float]:
    """What a step gives, and its seconds."""
    start = time.perf_counter()
    return step(), time.perf_counter() - start
