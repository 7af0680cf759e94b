"""Large ledgers: how long they take to generate, check and build, and what each page then takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import ROOT


@dataclass(frozen=True)
class Run:
    """A command that ended: its seconds, and the most memory that it held, in MB."""

    seconds: float
    megabytes: float


def command(*arguments: str) -> Run:
    """Runs a command of the dashboard; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "smart_tokyo", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments, stderr=said)
    return Run(time.perf_counter() - start, used.ru_maxrss / 1024)


def rows_of(source: Path) -> int:
    """How many rows the CSV files of a source hold together."""
    return sum(max(sum(1 for _ in path.open("rb")) - 1, 0) for path in source.glob("*.csv"))


def made(folder: Path, projects: int) -> tuple[Path, Path, int, Run, Run]:
    """A generated source of so many projects, its store, its rows, and the runs of `check` and `build`."""
    source, store = folder / f"source-{projects}", folder / f"store-{projects}"
    command("generate", str(source), "--projects", str(projects))
    checked = command("check", str(source))
    built = command("build", str(source), "--store", str(store), "--brief")
    return source, store, rows_of(source), checked, built


def database(store: Path) -> Path:
    """The internal database of the newest snapshot of a store."""
    return max(store.rglob("internal.duckdb"), key=lambda path: path.stat().st_mtime)
