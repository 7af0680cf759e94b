"""`make run`: what it prints while it serves, what it says where it cannot, and how it ends."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from smart_tokyo.commands import run
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StorePaths
from tests.browser.conftest import free_port, start
from tests.conftest import build
from tests.ledger.sources import core

pytestmark = pytest.mark.heavy

WITH_STORES_AT = """
import signal, sys
from pathlib import Path
from smart_tokyo.commands import run
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal, also where the tests run without one
run.STORES = Path(sys.argv.pop(1))
run.start()
"""
WARNED = {"grants": "project_id,fiscal_year\npro-a,R6\n", "nothing": "a\n"}
BROKEN = {"grants": "project_id,fiscal_year,decided_yen\npro-a,2024,12千円\n"}


def started(stores: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WITH_STORES_AT, str(stores), *map(str, arguments)],
        cwd=PROJECT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def open_snapshots(pid: int) -> list[Path]:
    """The databases that a process and those it started have open: a snapshot's, once a page has read it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    handles = (one.resolve() for one in Path(f"/proc/{pid}/fd").iterdir())
    own = sorted({one for one in handles if one.suffix == ".duckdb"})
    return own + [path for child in children for path in open_snapshots(int(child))]


def test_it_prints_two_addresses_and_one_line_on_findings(tmp_path: Path) -> None:
    source, ports = core(tmp_path, **WARNED), (free_port(), free_port())
    process = started(
        tmp_path / "stores", "--source", source, "--public-port", ports[0], "--internal-port", ports[1]
    )
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or "Ctrl-C" not in lines[-1]:
        line = process.stdout.readline()
        assert line, process.communicate()
        lines.append(line)
    opened = [path.name for path in open_snapshots(process.pid)]
    for port in ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            assert answer.status == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert sorted(opened) == ["internal.duckdb", "public.duckdb"], (
        "each view has been read when it says where it is"
    )
    first, second = sorted(lines[:2], key=lambda one: "internal" in one)
    assert first == f"  http://127.0.0.1:{ports[0]}  public view of {source}\n"
    assert second == f"  http://127.0.0.1:{ports[1]}  internal view of {source}\n"
    findings, stop = lines[2:]
    assert re.search(f"{source}: 警告 1, お知らせ 1 .*python.* -m smart_tokyo check {source}\\)", findings)
    assert stop == "Stop with Ctrl-C.\n"


def test_of_the_sample_there_is_an_earlier_version_to_compare_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "STORES", tmp_path)
    monkeypatch.setattr(
        run, "prepare", lambda source, store, *options, **_: built.append((store.name, *options))
    )
    monkeypatch.setattr(run, "serve", lambda views, findings: 0)
    for expected in (
        [("register",), ("sample", "--as-of", "2026-06-30"), ("sample",)],
        [("register",), ("sample",)],
    ):
        built.clear()
        with pytest.raises(SystemExit):
            run.main(None, free_port(), free_port())
        assert built == expected
        for name in ("2026-06-30-0123456789ab", "2026-09-28-0123456789ab"):  # once both are there, they stay
            (tmp_path / "sample" / "snapshots" / name).mkdir(parents=True, exist_ok=True)


def test_a_new_snapshot_is_read_before_anybody_asks_for_it(tmp_path: Path) -> None:
    store = build(core(tmp_path / "first", **WARNED), tmp_path / "store")
    server = start(store, "public")
    try:
        (first,) = open_snapshots(server.process.pid)
        build(core(tmp_path / "second", **WARNED), store, "--as-of", "2026-10-01")
        while len(found := open_snapshots(server.process.pid)) < 2:
            assert server.process.poll() is None
            time.sleep(0.05)
        assert first in found and StorePaths(store).current("public") in {one.parent.name for one in found}
    finally:
        server.stop()


def test_an_error_of_the_source_shows_and_nothing_is_served(tmp_path: Path) -> None:
    process = started(
        tmp_path / "stores", "--source", core(tmp_path, **BROKEN), "--public-port", free_port(),
        "--internal-port", free_port(),
    )  # fmt: skip
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "") and "grants.csv:2" in err and "12千円" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--public-port", "abc"), "'abc': a port is a number from 1 to 65535"),
        (("--internal-port", "70000"), "'70000': a port is a number from 1 to 65535"),
        (("--public-port", "8601", "--internal-port", "8601"), "both views on port 8601: each needs its own"),
        (("--source", "/nowhere/at/all"), "/nowhere/at/all does not exist"),
    ],
)
def test_a_mistake_is_said_in_a_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    free = () if "port" in arguments[0] else ("--public-port", free_port(), "--internal-port", free_port())
    process = started(tmp_path / "stores", *arguments, *free)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "") and said in err.splitlines()[0]
    assert len(err.splitlines()) <= 2, "the second is what other ports look like"
