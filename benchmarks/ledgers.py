"""Large ledgers: how long they take to generate, check and build, and what each page then takes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from benchmarks.servers import ROOT
from smart_tokyo import addresses, figures
from smart_tokyo.view.frame.menu import PAGES

_MOST = {  # what says how much there is of each that has a page of its own: a query, its key, its number
    "project": ("project_list", "project_id", "milestones"),
    "organization": ("organization_list", "organization_id", "projects"),
    "municipality": ("municipality_list", "municipality_code", "projects"),
}


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


def a_day_later(source: Path, store: Path) -> None:
    """A second version in a store: the same source on the next day, so that there is something to compare."""
    day = dt.date.fromisoformat(database(store).parent.name[:10]) + dt.timedelta(days=1)
    command("build", str(source), "--store", str(store), "--as-of", day.isoformat(), "--brief")


def pages(store: Path) -> dict[str, tuple[str, ...]]:
    """Name → path of every page of the staff, then paths of single things, so that each reader asks for another one.

    Of projects, organizations and municipalities the five largest; five numbers, searches and issues; the meeting.
    """
    found: dict[str, tuple[str, ...]]
    found = {name: (one.path[1:],) for name, one in PAGES.items() if one.is_for("internal")}
    with figures.open_snapshot(database(store)) as con:
        for kind, (query, key, number) in _MOST.items():
            page, parameter = addresses.SHEETS[kind]
            most = nlargest(5, figures.records(con, query), key=lambda row: (row[number] or 0, row[key]))
            found[f"one {kind}"] = tuple(f"{page}?{parameter}={row[key]}" for row in most)
        issues = con.execute("select issue_id from issues order by raised_on, issue_id limit 5").fetchall()
    numbers = ("projects", "decided_yen", "settled_yen", "paid_yen", "headroom_yen")
    return found | {
        "one number": tuple(f"evidence?of=programme_totals.{one}" for one in numbers),
        "one search": tuple(f"search?q={word}" for word in ("AI", "App", "IoT", "Drone", "Robotics")),
        "one issue": tuple(f"partners?issue={one}" for (one,) in issues),
        "a meeting": ("review?meeting=1",),
    }
