"""A program that builds in child processes, kills them, and tells what the store is like afterwards, as JSON.

`python -m tests.ledger.killing moments STORE N` kills at N random moments; `… steps STORE` kills before each single
change of a file; `… again STORE N` kills one build again and again, each time after N more of its steps. It forks, so
the process itself never opens a database. What is seen of a store is compared before the kill, after it, and after the
next writer has begun: `same` (as before), `done` (as if it had not been killed) or `broken`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import pickle
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.content.progress import COMPUTED, MADE, WRITTEN, heard
from smart_tokyo.ledger.store import build as building
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.build import build, publish, read_manifest, rollback
from smart_tokyo.ledger.tables import ddl, models
from smart_tokyo.store import HISTORY, StoreError, StorePaths
from smart_tokyo.versions import comparison
from tests.ledger.sources import SMALL

KILLED = 9
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "shutil.rmtree")
WORKING = (".building-", ".pending", ".lock")
FIRST, SECOND = dt.date(2020, 1, 1), dt.date(2025, 10, 1)
Work = Callable[[], object]


_known: dict[tuple[str, int, int], str] = {}


def digest(path: Path) -> str:
    """SHA-256 of a file, taken again only when the file has changed."""
    told = path.stat()
    key = (str(path), told.st_mtime_ns, told.st_size)
    if key not in _known:
        _known[key] = hashlib.sha256(path.read_bytes()).hexdigest()
    return _known[key]


def seen(store: StorePaths) -> dict[str, Any]:
    """What a reader sees: snapshots with their content, who sees which, and the history."""
    return {
        "ids": store.ids(),
        "current": [store.current("internal"), store.current("public")],
        "published": store.published(),
        "history": [(one["what"], one["snapshot_id"]) for one in history.read(store)],
        "files": {
            f"{name}/{path.name}": digest(path)
            for name in store.ids()
            for path in sorted(store.snapshot_dir(name).iterdir())
        },
    }


def whole(store: StorePaths) -> bool:
    """Whether every snapshot is what its manifest says, and every name in the store is one that belongs there."""
    try:
        for name in store.ids():
            for file, expected in read_manifest(store, name)["databases"].items():
                if digest(store.snapshot_dir(name) / file) != expected:
                    return False
        return store.current("internal") in store.ids()
    except (OSError, StoreError):
        return False


def tidy(store: StorePaths) -> bool:
    """Whether nothing but a store is there."""
    names = {path.name for path in store.root.iterdir()} - {
        "publications.jsonl",
        "current-public",
        "comparisons",
    }
    return names == {".lock", "snapshots", "current-internal", HISTORY}


def verdict(before: dict[str, Any], after: dict[str, Any], new: str, store: StorePaths) -> str:
    """How the store compares to what it was."""
    if after == before:
        return "same"
    grown = after["history"][:-1] == before["history"] and len(after["history"]) == len(before["history"]) + 1
    kept = before["files"].items() <= after["files"].items() and set(after["ids"]) - set(before["ids"]) <= {
        new
    }
    return "done" if grown and kept and new in after["current"] and whole(store) else "broken"


def child(work: Work) -> int:
    """Runs something in a child process, quietly; returns its id."""
    process = os.fork()
    if process:
        return process
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def finished(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def prepared(root: Path) -> tuple[StorePaths, Checked]:
    """A store with one snapshot, and the checked source to build others from."""
    store, kept = StorePaths(root / "store"), root / "checked"

    def work() -> None:
        checked = check_source(SMALL)
        kept.write_bytes(pickle.dumps(checked))
        build(checked, store, "x", FIRST)

    assert finished(child(work)) == 0
    return store, pickle.loads(kept.read_bytes())


def one_kill(store: StorePaths, new: str, kill: Callable[[], int]) -> dict[str, Any]:
    """What the store is like after `kill`, which returns the child's exit code, and after the next writer."""
    before = seen(store)
    code = kill()
    after = seen(store)
    left = sorted(
        path.name for path in store.root.iterdir() if path.name.startswith((".building-", ".pending"))
    )
    with building.writing(store):  # how every writer begins
        pass
    recovered = seen(store)
    return {
        "code": code,
        "after": verdict(before, after, new, store),
        "recovered": verdict(before, recovered, new, store),
        "settled": after == recovered,
        "left": left,
        "tidy": tidy(store),
        "whole": whole(store),
    }


def worked(process: int) -> float:
    """The seconds of processor time that a process has taken; infinite where it has ended."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2].split()
    return float("inf") if told[0] == "Z" else (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def moments(root: Path, count: int) -> list[dict[str, Any]]:
    """Kills builds at random moments, spread over the work of a build: time passes faster on an idle machine."""
    store, checked = prepared(root)
    rng = random.Random(50)
    before = os.times()
    finished(child(lambda: build(checked, store, "x", FIRST + dt.timedelta(1))))
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    found: list[dict[str, Any]] = []
    for number in range(count):
        day = FIRST + dt.timedelta(100 + number)
        new = building.snapshot_id(checked.content, day, checked.dataset)  # type: ignore[arg-type]
        until = rng.uniform(0, work)

        def kill(day: dt.date = day, until: float = until) -> int:
            process = child(lambda: build(checked, store, "x", day))
            while worked(process) < until:
                time.sleep(0.002)
            os.kill(process, signal.SIGKILL)
            return finished(process)

        found.append(one_kill(store, new, kill) | {"until": round(until, 4)})
    return found


def steps(root: Path) -> list[dict[str, Any]]:
    """Kills a build, a publication and ways back before each single change of a file. Databases are stand-ins."""

    def databases(folder: Path, *_: object) -> dict[str, dict[str, int]]:
        for name in ("internal", "public"):
            (folder / f"{name}.duckdb").write_bytes(b"stand-in")
        return {}

    store, checked = prepared(root)
    building.write_databases = databases
    building.corrections.made = lambda *_: ()
    comparison.compared = lambda *_: duckdb.connect()
    found = []
    day = FIRST
    for what in ("build", "publish", "rollback", "rollback public"):
        place = 0
        while True:
            place, day = place + 1, day + dt.timedelta(1)
            new, work = _step(what, store, checked, day)
            result = one_kill(store, new, lambda place=place, work=work: finished(child(_until(place, work))))  # type: ignore[misc]
            found.append(result | {"what": what, "place": place})
            if result["code"] != KILLED:
                break
    return found


def again(root: Path, count: int) -> list[dict[str, Any]]:
    """Kills a build after each `count` of its steps, or in the midst of one; what each has made, and its exit code."""
    store, checked = prepared(root)
    found: list[dict[str, Any]] = []
    while not found or found[-1]["code"]:
        told = root / "told"

        def work(told: Path = told) -> None:
            said: list[str] = []

            def step(what: str, *_: object) -> None:
                said.append(what)
                told.write_text(json.dumps(said), "utf-8")
                if len(said) == count:
                    os._exit(KILLED)

            for module, name in ((ddl, "insert_places"), (models, "fill_rules")):
                setattr(module, name, _before(getattr(module, name), lambda name=name: step(name)))
            with heard(lambda what, *_: step(what) if what in (WRITTEN, MADE, COMPUTED) else None):
                build(checked, store, "x", SECOND)

        code = finished(child(work))
        found.append({"code": code, "made": json.loads(told.read_text("utf-8"))})
    return found


def _before(work: Callable[..., object], first: Work) -> Callable[..., object]:
    def both(*given: object) -> object:
        first()
        return work(*given)

    return both


def _step(what: str, store: StorePaths, checked: Checked, day: dt.date) -> tuple[str, Work]:
    """What is about to be killed, and the snapshot it is about."""
    if what == "build":
        return building.snapshot_id(checked.content, day, checked.dataset), lambda: build(
            checked, store, "x", day
        )  # type: ignore[arg-type]
    first, last = store.ids()[0], store.ids()[-1]
    if what == "publish":
        finished(child(lambda: publish(store, first)))
        return last, lambda: publish(store, last)
    if what == "rollback":
        finished(child(lambda: rollback(store, last)))
        return first, lambda: rollback(store, first)
    finished(child(lambda: publish(store, first)))
    finished(child(lambda: publish(store, last)))
    return first, lambda: rollback(store, first, "public")


def _until(place: int, work: Work) -> Work:
    """The work, ended before its change number `place`."""
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in CHANGES or writes:
            count += 1
            if count == place:
                os._exit(KILLED)

    def run() -> None:
        sys.addaudithook(hook)
        work()

    return run


if __name__ == "__main__":
    works = {"moments": moments, "steps": steps, "again": again}
    print(json.dumps(works[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))))
