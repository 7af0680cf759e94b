"""A backup is the whole store and says of every file what it is; a store made of it, anywhere, is the same store."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from smart_tokyo.ledger.store import backup as saving
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.backup import backup, restore
from smart_tokyo.ledger.store.build import rollback
from smart_tokyo.ledger.store.commit import locked
from smart_tokyo.ledger.store.sync import source_of, sync
from smart_tokyo.store import Locked, StorePaths
from tests.ledger.store.test_build import contents

pytestmark = pytest.mark.heavy


def kept(store: StorePaths) -> dict[str, str]:
    return {name: data for name, data in contents(store.root).items() if not name.startswith("comparisons/")}


def modes(root: Path) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in root.rglob("*")
        if path.is_file() and path.name not in (".lock", "SHA256SUMS") and path.parent.name != "comparisons"
    }


def test_it_is_the_same_store_elsewhere(run, source: StorePaths, there: StorePaths, tmp_path: Path) -> None:
    (source.root / ".building-left").mkdir()
    (source.root / ".building-left" / "half").write_text("of a killed build")
    folder = tmp_path / "kept" / "today"
    assert run("backup", folder, "--store", source.root) == (0, f"{folder}\n", "")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True
    )
    assert checked.returncode == 0 and checked.stdout.count(b": OK") == len(kept(source))
    shutil.move(folder, tmp_path / "another disk")
    code, out, err = run("restore", tmp_path / "another disk", "--store", there.root)
    assert (code, out, err) == (0, f"{there.root}\n", "")
    assert kept(there) == kept(source) and modes(there.root) == modes(source.root)
    query = ("query", "programme_totals", "--audience", "public", "--store")
    assert run(*query, there.root) == run(*query, source.root)
    first = there.ids()[0]
    assert rollback(there, first, "public") == first and history.read(there)[-1]["what"] == "rollback"


def test_permissions_do_not_hang_on_the_disk_in_between(
    source: StorePaths, there: StorePaths, tmp_path: Path
) -> None:
    backup(source, tmp_path / "kept")
    for path in (tmp_path / "kept").rglob("*"):
        path.chmod(0o777)
    restore(tmp_path / "kept", there)
    assert modes(there.root) == modes(source.root)


def test_a_public_copy_can_be_kept_too(source: StorePaths, there: StorePaths, tmp_path: Path) -> None:
    sync(source_of(str(source.root)), there)
    backup(there, tmp_path / "kept")
    restore(tmp_path / "kept", again := StorePaths(tmp_path / "again"))
    assert kept(again) == kept(there)


def test_nobody_writes_meanwhile(source: StorePaths, tmp_path: Path) -> None:
    with locked(source), pytest.raises(Locked):
        backup(StorePaths(source.root, patience_s=0), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_store_on_a_disk_that_has_become_read_only_can_be_kept(
    source: StorePaths, there: StorePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def opened(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT and Path(path).is_relative_to(source.root):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, flags, *mode)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", opened)
        backup(source, tmp_path / "kept")
    restore(tmp_path / "kept", there)
    assert kept(there) == kept(source)


def test_a_full_disk_leaves_nothing(
    source: StorePaths, there: StorePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = saving._copy, list[Path]()

    def failing(one: Path, target: Path) -> str:
        calls.append(target)
        if len(calls) % 4 == 0:
            raise OSError(28, "No space left on device")
        return real(one, target)

    backup(source, tmp_path / "kept")
    monkeypatch.setattr(saving, "_copy", failing)
    with pytest.raises(OSError, match="No space left"):
        backup(source, tmp_path / "again")
    assert not (tmp_path / "again").exists() and not list(tmp_path.glob(".backup-*"))
    with pytest.raises(OSError, match="No space left"):
        restore(tmp_path / "kept", there)
    assert contents(there.root) == {}
    monkeypatch.setattr(saving, "_copy", real)
    restore(tmp_path / "kept", there)
    assert kept(there) == kept(source)


def a_byte(folder: Path) -> None:
    path = next(folder.glob("snapshots/*/internal.duckdb"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def outside(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text("0" * 64 + "  ../../outside\n")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "another byte": (a_byte, "another SHA-256"),
    "a file is gone": (lambda folder: (folder / "current-public").unlink(), "current-public is missing"),
    "a file more": (lambda folder: (folder / "snapshots" / "more").write_text("x"), "was added"),
    "no list": (lambda folder: (folder / "SHA256SUMS").unlink(), "is no backup"),
    "a path that leads out": (outside, "is missing or was added"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_not_as_it_was_written_is_not_restored(
    run, what: str, source: StorePaths, there: StorePaths, tmp_path: Path
) -> None:
    spoil, said = SPOILT[what]
    backup(source, tmp_path / "kept")
    spoil(tmp_path / "kept")
    code, out, err = run("restore", tmp_path / "kept", "--store", there.root)
    assert (code, out, err.count("\n")) == (2, "", 1) and said in err
    assert not there.root.exists() or contents(there.root) == {}


def test_nothing_is_written_over(run, source: StorePaths, there: StorePaths, tmp_path: Path) -> None:
    backup(source, tmp_path / "kept")
    before = contents(source.root)
    for arguments, said in (
        (("backup", tmp_path / "kept", "--store", source.root), "holds something already"),
        (("backup", source.root / "kept", "--store", source.root), "is in the store itself"),
        (("backup", tmp_path / "new", "--store", there.root), "there is no store"),
        (("restore", tmp_path / "kept", "--store", source.root), "is not empty"),
    ):
        code, out, err = run(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1) and said in err
    assert contents(source.root) == before and not there.root.exists()


def test_a_database_that_is_damaged_already_is_said_once_all_is_written(
    run, source: StorePaths, tmp_path: Path
) -> None:
    damaged = source.database(source.ids()[0], "public")
    damaged.write_bytes(damaged.read_bytes()[:5_000])
    code, out, err = run("backup", tmp_path / "kept", "--store", source.root)
    assert (code, out) == (2, "") and f"{damaged} is missing or has another SHA-256" in err
    assert (tmp_path / "kept" / "SHA256SUMS").is_file()
