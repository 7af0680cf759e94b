"""Whether a store is as it should be: what is wrong with it, and what to do about that. Nothing is changed."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

from smart_tokyo.ledger.store.build import DATABASES, read_manifest, snapshots
from smart_tokyo.operating.files import read_only, sha256
from smart_tokyo.store import AUDIENCES, HISTORY, LAYOUT, StoreError, StorePaths, reading
from smart_tokyo.versions.offer import PUBLIC, digest_written

INTERNAL = (
    "snapshots/*/internal.duckdb",
    "snapshots/*/manifest.json",
    "comparisons/*.internal.*",
    HISTORY,
)
SHOWN = (f"snapshots/*/{PUBLIC}", "current-*", "publications.jsonl")
AHEAD = dt.timedelta(minutes=5)  # by which two clocks may differ
FETCHED = dt.timedelta(days=1)  # after which a public host is said to have lost its source
BUILDS = 3  # snapshots for which there should be room
LEAST = 200_000_000  # bytes that should be free in any case


class Verdict(NamedTuple):
    """What was looked at, whether it is as it should be, what it is like, and what to do where it is not."""

    check: str
    ok: bool
    says: str
    do: str = ""


def examined(store: StorePaths, now: dt.datetime) -> Iterator[Verdict]:
    """Everything about a store. `now`: in UTC."""
    if not store.root.is_dir():
        yield Verdict(
            "store",
            False,
            f"{store.root} is not there",
            "name it with --store, or fill it: build, sync, restore",
        )
        return
    copy = " fetched by sync" if store.synced_file.exists() else ""
    yield Verdict("store", True, f"{store.root}, snapshots{copy}: {len(store.ids())}")
    for check in (_pointers, _hashes, _logs, _permissions):
        yield from check(store)
    yield from _clock(store, now)
    yield _room(store)


def _pointers(store: StorePaths) -> Iterator[Verdict]:
    again = (
        "run sync again" if store.synced_file.exists() else "publish, build or rollback to one that is whole"
    )
    for audience in AUDIENCES:
        try:
            current = store.current(audience)
            if current is None:
                yield Verdict(f"current-{audience}", True, "shows nothing yet")
                continue
            path = store.database(current, audience)
            if not os.access(path, os.R_OK):
                yield Verdict(f"current-{audience}", True, f"{current}, not readable for this account")
                continue
            with reading(path), read_only(path) as con:
                (layout,) = con.table("snapshot").project("layout").fetchone() or (None,)
        except (StoreError, duckdb.Error) as error:
            yield Verdict(f"current-{audience}", False, str(error), again)
        else:
            said = f"{current}, layout {layout}"
            yield Verdict(
                f"current-{audience}", layout == LAYOUT, said, f"run upgrade: this version reads {LAYOUT}"
            )


def _hashes(store: StorePaths) -> Iterator[Verdict]:
    again = "run sync again" if store.synced_file.exists() else "build its source again, or restore a backup"
    count, unread = 0, 0
    for name in store.ids():
        for path, digest in expected(store, name).items():
            try:
                found = sha256(path)
            except FileNotFoundError:
                yield Verdict("hashes", False, f"{path} is missing", again)
            except PermissionError:
                unread += 1
            else:
                count += 1
                if digest is None:
                    yield Verdict("hashes", False, f"nothing says what {path} was built as", again)
                elif found != digest:
                    yield Verdict(
                        "hashes", False, f"{path} has another SHA-256 than when it was built", again
                    )
    not_here = f", not readable for this account: {unread}" if unread else ""
    yield Verdict("hashes", True, f"files compared with their SHA-256: {count}{not_here}")


def expected(store: StorePaths, name: str) -> Mapping[Path, str | None]:
    """The databases that a snapshot should have → what they were built as, None where nothing says so."""
    folder = store.snapshot_dir(name)
    with suppress(StoreError):
        return {folder / file: digest for file, digest in read_manifest(store, name)["databases"].items()}
    found: dict[Path, str | None] = {}
    for file in (PUBLIC,) if store.synced_file.exists() else sorted(DATABASES):
        found[folder / file] = None
    if written := digest_written(folder / PUBLIC):
        found[folder / PUBLIC] = written
    elif store.manifest(name).exists() and not os.access(store.manifest(name), os.R_OK):
        del found[folder / PUBLIC]  # of a version before 1.0, whose manifest alone says so
    return found


def _logs(store: StorePaths) -> Iterator[Verdict]:
    """Whether every whole line of the logs is one; the last may be half, where a process was killed."""
    for path in (store.publications_file, store.root / HISTORY):
        with suppress(FileNotFoundError, PermissionError):
            lines = path.read_text("utf-8", errors="replace").splitlines(keepends=True)
            whole = [number for number, line in enumerate(lines, 1) if line.endswith("\n")]
            broken = [str(number) for number in whole if not _is_entry(lines[number - 1])]
            said = f"{path}: {f'line {broken[0]} cannot be read' if broken else f'lines {len(lines)}'}"
            yield Verdict(path.stem, not broken, said, "restore a backup, or take the line out")


def _is_entry(line: str) -> bool:
    with suppress(ValueError):
        return isinstance(json.loads(line), dict)
    return False


def _permissions(store: StorePaths) -> Iterator[Verdict]:
    wrong = False
    for mode, patterns, do in ((0o077, INTERNAL, "chmod 600"), (0, SHOWN, "chmod 644")):
        for path in (path for one in patterns for path in store.root.glob(one)):
            has = path.stat().st_mode
            if has & mode or not (mode or has & 0o004):
                wrong, whose = True, "internal and others may" if mode else "public and others cannot"
                yield Verdict("permissions", False, f"{path} is {whose} read it", f"{do} {path}")
    if not wrong:
        yield Verdict(
            "permissions", True, "internal files are their owner's alone, public ones everyone's to read"
        )


def _clock(store: StorePaths, now: dt.datetime) -> Iterator[Verdict]:
    told = [one["built_at"] for one in _listed(store)]
    with suppress(StoreError):
        told += [one.published_at for one in store.publications()]
    moments = [_moment(one) for one in told if one]
    if moments and max(moments) > now + AHEAD:
        said = f"it is {now:%Y-%m-%d %H:%M} UTC here, and something was made at {max(moments):%Y-%m-%d %H:%M}"
        yield Verdict("clock", False, said, "set this machine's clock (timedatectl), and keep it by NTP")
    else:
        yield Verdict("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")
    if fetched := store.fetched():
        last = _moment(fetched["at"])
        said = f"last fetched at {last:%Y-%m-%d %H:%M} UTC from {fetched['source']}"
        yield Verdict("sync", now - last <= FETCHED, said, "run sync, and look at what it says")


def _listed(store: StorePaths) -> list[dict[str, str | None]]:
    with suppress(StoreError):
        return snapshots(store)
    return []


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def _room(store: StorePaths) -> Verdict:
    sizes = [sum(one.stat().st_size for one in store.snapshot_dir(name).iterdir()) for name in store.ids()]
    wanted, free = max(BUILDS * max(sizes, default=0), LEAST), shutil.disk_usage(store.root).free
    said = f"{free / 1e6:,.0f} MB are free, {wanted / 1e6:,.0f} MB should be"
    return Verdict("disk", free >= wanted, said, "make room, or move the store: backup, restore")
