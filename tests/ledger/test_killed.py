"""Kill -9 at any moment, and a disk that is full: the store is as it was, and the next build cleans up."""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking import check as checking
from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.store.build import build, publish
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StorePaths
from tests.ledger.sources import SMALL
from tests.ledger.store.test_build import contents

pytestmark = pytest.mark.heavy

LIMITED = """
import resource, sys
from smart_tokyo.commands.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


def killed(*arguments: object) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.ledger.killing", *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Within what the steps below pass over: while databases are written."""
    found = killed("moments", tmp_path, 6)
    assert len(found) == 6
    for one in found:
        assert one["after"] in ("same", "done") and one["recovered"] == one["after"], one
        assert one["settled"] and one["tidy"] and one["whole"], one
    codes = Counter(one["code"] for one in found)
    assert codes[-9] >= 3, codes
    assert sum(bool(one["left"]) for one in found) >= 2, "too few were killed while they were building"


def test_killed_before_each_change_of_a_file(tmp_path: Path) -> None:
    found = killed("steps", tmp_path)
    for one in found:
        assert one["after"] in ("same", "done") and one["recovered"] == one["after"], one
        assert one["tidy"] and one["whole"], one
        # what going back takes off the list of published snapshots, the next writer may have to finish
        assert one["settled"] or (one["what"], one["after"]) == ("rollback public", "done"), one
    by_kind = Counter(one["what"] for one in found)
    assert set(by_kind) == {"build", "publish", "rollback", "rollback public"}
    assert min(by_kind.values()) > 10 and {one["code"] for one in found} == {0, 9}
    ends = {one["what"]: one["after"] for one in found}
    assert set(ends.values()) == {"done"}


# ---- a full disk


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_source(SMALL)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path | None]:
    """A file system of its own; None where this account may not mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.getuid() or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def leave_free(disk: Path, size: int) -> None:
    """Fills the disk so that so many bytes are left."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    there = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(there.f_bavail * there.f_frsize - size, 1))


def test_a_full_disk_is_one_line_and_changes_nothing(
    checked: Checked, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", 24) as disk:
        if disk is None:
            pytest.skip("no file system can be mounted here; the test with a file size limit stands for it")
        store = StorePaths(disk / "store")
        first = build(checked, store, "x", dt.date(2025, 1, 1))
        size = sum(path.stat().st_size for path in store.snapshot_dir(first).iterdir())
        before = contents(store.root)
        monkeypatch.setattr(checking, "check_source", lambda *_: checked)  # reading it takes no room
        for left in (0, 1 << 13, size // 5, size // 2, size - 8192, size):
            leave_free(disk, left)
            code = main(["build", str(SMALL), "--store", str(store.root), "--as-of", "2026-01-01"])
            out, err = capsys.readouterr()
            assert (code, out) == (1, ""), left
            assert err.count("\n") == 1 and err.startswith("error: ") and "No space left" in err, (left, err)
            assert contents(store.root) == before
            assert {path.name for path in store.root.iterdir()} == {
                ".lock", "snapshots", "current-internal", "history.jsonl"
            }  # fmt: skip
        leave_free(disk, 0)
        assert main(["publish", "--store", str(store.root)]) == 1
        assert "No space left" in capsys.readouterr().err and contents(store.root) == before
        (disk / "ballast").unlink()
        second = build(checked, store, "x", dt.date(2026, 1, 1))
        assert publish(store) == second and store.ids() == [first, second]


@pytest.fixture(scope="module")
def first(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> StorePaths:
    """A store with one snapshot."""
    store = StorePaths(tmp_path_factory.mktemp("first"))
    build(checked, store, "x", dt.date(2025, 1, 1))
    return store


@pytest.mark.parametrize(
    "limit", [100, 400_000]
)  # when the first file is begun, and while a database is written
def test_a_file_that_may_not_grow_is_one_line_and_changes_nothing(first: StorePaths, limit: int) -> None:
    store, before = first, contents(first.root)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "build", SMALL, "--store", store.root, "--as-of", "2026-01-01"],
        cwd=PROJECT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "File too large" in done.stderr
    assert contents(store.root) == before
    assert {path.name for path in store.root.iterdir()} == {
        ".lock", "snapshots", "current-internal", "history.jsonl"
    }  # fmt: skip
