"""How long a large workbook takes: 20,000 grant rows of 5,000 projects, checked, cut out and annotated.

No test: figures depend on the machine. The aim is 10 s for the check on two cores. `make bench` prints them.
"""

from __future__ import annotations

import argparse
import csv
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.files.read import read_source
from smart_tokyo.ledger.returned.annotate import annotate
from smart_tokyo.ledger.returned.cutout import cutouts
from tests.ledger.workbooks import workbook

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
YEARS = (2022, 2023, 2024, 2025)
FAULTY = 50  # one grant row in so many has an amount in thousands


def main() -> None:
    """Makes the workbook, times each step once and prints seconds and the highest memory."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rows", type=int, default=20_000)
    rows = arguments.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        book = make(Path(folder), rows)
        check_source(SAMPLE)  # what the first check alone has to load
        print(f"{rows:,} grant rows, {book.stat().st_size / 1e6:.1f} MB")
        source = timed("read", lambda: read_source(book))
        timed("check", lambda: check_source(book))
        found = check_source(source).findings
        print(f"  {len(found):,} findings")
        timed("cut-outs", lambda: cutouts(source, found))
        timed("annotate", lambda: annotate(book, found, Path(folder) / "annotated.xlsx", "ja"))
    print(f"  highest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


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


def timed(name: str, step: Callable[[], Any]) -> Any:
    """Does a step and prints how long it took."""
    start, worked = time.perf_counter(), time.process_time()
    done = step()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"  {name:<9} {seconds:5.1f} s ({worked:.1f} s of processor)")
    return done


if __name__ == "__main__":
    main()
