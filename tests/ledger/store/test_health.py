"""What is wrong with a store is found, each fault in a line of its own; one that is whole has none."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from smart_tokyo.ledger.store import health, history
from smart_tokyo.ledger.store.build import publish
from smart_tokyo.ledger.store.health import Verdict, examined
from smart_tokyo.ledger.store.sync import source_of, sync
from smart_tokyo.store import StorePaths
from smart_tokyo.versions import listing
from tests.ledger.store.test_upgrade import store_of


def seen(store: StorePaths, later: dt.timedelta = dt.timedelta()) -> list[Verdict]:
    return list(examined(store, dt.datetime.now(dt.UTC) + later))


def wrong(store: StorePaths, later: dt.timedelta = dt.timedelta()) -> list[Verdict]:
    return [one for one in seen(store, later) if not one.ok]


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"damage")


def first(store: StorePaths) -> Path:
    return store.snapshot_dir(store.ids()[0])


FAULTS: dict[str, tuple[Callable[[StorePaths], object], list[str], str]] = {
    "pointer": (
        lambda store: store.pointer("public").write_text("nonsense"),
        ["current-public"],
        "holds no snapshot ID",
    ),
    "points nowhere": (
        lambda store: store.pointer("internal").write_text("2025-01-01-0123456789ab\n"),
        ["current-internal"],
        "no snapshot 2025-01-01-0123456789ab",
    ),
    "internal file": (lambda store: damage(first(store) / "internal.duckdb"), ["hashes"], "another SHA-256"),
    "public file": (lambda store: damage(first(store) / "public.duckdb"), ["hashes"], "another SHA-256"),
    "missing file": (lambda store: (first(store) / "public.duckdb").unlink(), ["hashes"], "is missing"),
    "manifest": (
        lambda store: (first(store) / "manifest.json").write_text("[]"),
        ["hashes"],
        "nothing says what",
    ),
    "secret for all": (
        lambda store: (first(store) / "internal.duckdb").chmod(0o640),
        ["permissions"],
        "internal and others may read it; chmod 600",
    ),
    "history for all": (
        lambda store: (store.root / "history.jsonl").chmod(0o644),
        ["permissions"],
        "internal and others may read it",
    ),
    "public for none": (
        lambda store: (first(store) / "public.duckdb").chmod(0o600),
        ["permissions"],
        "others cannot read it; chmod 644",
    ),
    "publications": (
        lambda store: store.publications_file.write_text("{broken\n"),
        ["publications"],
        "publications.jsonl: line 1 cannot be read",
    ),
    "history": (
        lambda store: (store.root / "history.jsonl").open("a").write("[]\n"),
        ["history"],
        "cannot be read",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_line_that_says_what_to_do(fault: str, source: StorePaths) -> None:
    make, checks, said = FAULTS[fault]
    assert wrong(source) == []
    make(source)
    found = wrong(source)
    assert [one.check for one in found] == checks and all(one.do for one in found)
    assert said in f"{found[0].says}; {found[0].do}"


def test_a_public_copy_is_whole_without_what_it_cannot_have(source: StorePaths, there: StorePaths) -> None:
    sync(source_of(str(source.root)), there)
    found = {one.check: one for one in seen(there)}
    assert all(one.ok for one in found.values())
    assert str(source.root) in found["sync"].says
    damage(there.database(there.ids()[0], "public"))
    (one,) = wrong(there)
    assert (one.check, one.do) == ("hashes", "run sync again")


def test_a_public_copy_that_lost_its_source_is_told(source: StorePaths, there: StorePaths) -> None:
    sync(source_of(str(source.root)), there)
    last = dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)
    there.synced_file.write_text(json.dumps({"source": "https://a.example", "at": last.isoformat()}))
    assert [one.check for one in wrong(there, dt.timedelta(days=365))] == ["sync"]


def test_a_clock_that_was_set_back_is_told_and_publishing_goes_on(
    source: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published later is the later version, whatever the clock said."""
    day = dt.timedelta(days=1)
    assert [one.check for one in wrong(source, -day)] == ["clock"]
    assert wrong(source, 400 * day) == []
    real = history.entry
    when = f"{dt.datetime.now(dt.UTC) - day:%Y-%m-%dT%H:%M:%SZ}"
    monkeypatch.setattr(history, "entry", lambda *told: real(*told) | {"when": when})
    publish(source)
    assert source.published() == source.ids()
    told = listing.publications(source)
    assert told[0]["published_at"] == when < told[1]["published_at"]
    assert (told[0]["id"], told[0]["since"]) == (source.ids()[2], source.ids()[1])


def test_too_little_room_is_told(source: StorePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST", 1 << 60)
    (one,) = wrong(source)
    assert one.check == "disk" and "should be" in one.says


def test_an_older_layout_is_told(tmp_path: Path) -> None:
    found = wrong(store_of(10, tmp_path))
    pointers = [one for one in found if one.check.startswith("current-")]
    assert len(pointers) == 2 and all("run upgrade" in one.do for one in pointers)


def test_no_store_is_one_line(there: StorePaths) -> None:
    (one,) = wrong(there)
    assert one.check == "store" and not there.root.exists()


def test_the_public_account_is_told_nothing_of_what_it_may_not_read(
    source: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is not for everyone refuses to be read, as to an account that is not its owner's."""

    def readable(path: Path) -> bool:
        return bool(path.stat().st_mode & 0o004)

    real, manifest = health.sha256, health.read_manifest

    def digest(path: Path) -> str:
        if not readable(path):
            raise PermissionError(13, os.strerror(13), str(path))
        return real(path)

    def read(store: StorePaths, name: str) -> object:
        path = store.manifest(name)
        return manifest(store, name) if readable(path) else manifest(store, "2025-01-01-000000000000")

    monkeypatch.setattr(health, "sha256", digest)
    monkeypatch.setattr(health, "read_manifest", read)
    monkeypatch.setattr(health.os, "access", lambda path, _: readable(path))
    assert wrong(source) == []
    (told,) = [one for one in seen(source) if one.check == "hashes"]
    assert "compared with their SHA-256: 3, not readable for this account: 3" in told.says


def test_the_half_line_of_a_process_that_was_killed_is_no_fault(source: StorePaths) -> None:
    with (source.root / "history.jsonl").open("a") as file:
        file.write('{"when": "2026')
    assert wrong(source) == []
