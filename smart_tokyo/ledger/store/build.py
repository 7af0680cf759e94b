"""Turns a checked source into a snapshot in the store: beside it first, then moved in with one rename."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import smart_tokyo
from smart_tokyo.ledger.checking.check import Checked
from smart_tokyo.ledger.snapshot.databases import Snapshot, snapshot_id, write_databases
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.commit import BUILDING, move, writing
from smart_tokyo.store import LAYOUT, Shown, StoreError, StorePaths, fsync_dir

MODES = {"internal.duckdb": 0o600, "public.duckdb": 0o644, "manifest.json": 0o600}
DATABASES = MODES.keys() - {"manifest.json"}
MANIFEST = {"id", "layout", "label_ja", "label_en", "databases", "findings"}  # what is read of it


def build(
    checked: Checked,
    store: StorePaths,
    name: str,
    as_of: dt.date | None = None,
    label: str | None = None,
    who: str | None = None,
    seen: Shown | None = None,
) -> str:
    """Builds the snapshot of a checked source unless it is there, makes it the internal one, returns its id.

    One that is there but damaged is built again. `name` is the source's own name, the label where none is
    given; `who` goes into the history, the login name where none is given; `seen`: what the audiences showed when it
    was decided. Raises ValueError for a source with errors, Moved where they show something else by now, and OSError
    or duckdb.Error when the store cannot be written; the store then is as it was.
    """
    if checked.content is None:
        raise ValueError("a source with errors is not built")
    date = as_of or checked.as_of
    about = Snapshot(
        snapshot_id=snapshot_id(checked.content, date, checked.dataset),
        as_of=date,
        label_ja=label or checked.dataset.label_ja or checked.dataset.label_en or name,
        label_en=label or checked.dataset.label_en or checked.dataset.label_ja or name,
        fictional=checked.dataset.fictional,
        built_at=dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
    )
    line = history.entry("build", about.snapshot_id, "internal", history.counts_of(checked.findings), who)
    with writing(store, seen):
        if about.snapshot_id in store.ids():
            damaged = not _intact(store, about.snapshot_id)
            if damaged:
                _mend(checked, store, about)
            else:
                _note_other_label(store, about)
            _point(store, "internal", about.snapshot_id, line, damaged)
        else:
            _write(checked, store, about, line)
    return about.snapshot_id


def publish(
    store: StorePaths, wanted: str | None = None, who: str | None = None, seen: Shown | None = None
) -> str:
    """Makes a snapshot (the current internal one where none is named) the public one, returns its id.

    Raises StoreError when there is no such snapshot, or its public database is not what was built; `seen` and Moved
    as for `build`.
    """
    chosen = store.current("internal") if wanted is None else wanted
    if chosen is None:
        raise StoreError(f"no snapshot in {store.root} yet; build one first")
    return _make_current(store, chosen, "public", "publish", who, seen)


def rollback(
    store: StorePaths,
    wanted: str,
    audience: str = "internal",
    who: str | None = None,
    seen: Shown | None = None,
) -> str:
    """Makes an earlier snapshot an audience's current one again, returns its id.

    Raises StoreError when there is no such snapshot, its database is not what was built, or the public has
    never seen it: that takes `publish`. `seen` and Moved as for `build`.
    """
    store.database(wanted, audience)
    if audience == "public" and wanted not in store.published():
        raise StoreError(
            f"snapshot {wanted} is none of those that were public; use publish to make it public"
        )
    return _make_current(store, wanted, audience, "rollback", who, seen)


def _make_current(
    store: StorePaths, chosen: str, audience: str, what: str, who: str | None, seen: Shown | None
) -> str:
    database = store.database(chosen, audience)
    with writing(store, seen):
        manifest = read_manifest(store, chosen)
        if manifest.get("layout") != LAYOUT:
            raise StoreError(
                f"snapshot {chosen} has layout {manifest.get('layout')}, not {LAYOUT}; build its source again"
            )
        if manifest["databases"].get(database.name) != sha256(database):
            raise StoreError(f"{database} is damaged (its SHA-256 is not the manifest's); build it again")
        found = history.counts(one["severity"] for one in manifest.get("findings", ()))
        _point(store, audience, chosen, history.entry(what, chosen, audience, found, who))
    return chosen


def _point(store: StorePaths, audience: str, chosen: str, line: history.Entry, mended: bool = False) -> None:
    """Makes a snapshot of the store an audience's current one.

    Nothing happens where it is that already; that it has been `mended` goes into the history even so.
    """
    try:
        already = store.current(audience) == chosen
    except StoreError:  # a damaged pointer is mended
        already = False
    if not already:
        move(store, audience, chosen, line)
    elif mended:
        history.append(store, line)


def read_manifest(store: StorePaths, wanted: str) -> dict[str, Any]:
    """The manifest of a snapshot. Raises StoreError when it cannot be read, or is none."""
    path = store.manifest(wanted)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        whole = found["id"] == wanted and found.keys() >= MANIFEST and found["databases"].keys() == DATABASES
        whole = whole and all(one["severity"] for one in found["findings"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(f"{path} is missing or damaged; build its source again") from error
    if not whole:
        raise StoreError(f"{path} is damaged; build its source again")
    return cast(dict[str, Any], found)


def sha256(path: Path) -> str:
    """SHA-256 of a file. Not for a database that this process has open: it would lose its lock."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(checked: Checked, store: StorePaths, about: Snapshot, line: history.Entry) -> None:
    with _building(store) as folder:
        _fill(folder, checked, about)
        move(store, "internal", about.snapshot_id, line, folder)


def _intact(store: StorePaths, wanted: str) -> bool:
    """Whether a snapshot of the store is as it was built."""
    try:
        databases = read_manifest(store, wanted)["databases"]
        return all(sha256(store.snapshot_dir(wanted) / name) == databases[name] for name in DATABASES)
    except (StoreError, OSError):
        return False


def _mend(checked: Checked, store: StorePaths, about: Snapshot) -> None:
    """Replaces the files of a damaged snapshot, each in one step: killed in between, the next build goes on."""
    with _building(store) as folder:
        _fill(folder, checked, about)
        target = store.snapshot_dir(about.snapshot_id)
        for name in MODES:  # the manifest last: only with it does the snapshot count as intact
            (folder / name).replace(target / name)
        fsync_dir(target)
    print(f"note: {about.snapshot_id} was damaged and has been built again", file=sys.stderr)


def _fill(folder: Path, checked: Checked, about: Snapshot) -> None:
    """Writes the files of a snapshot into an empty folder, durably."""
    assert checked.content is not None
    counts = write_databases(folder, checked.content, about)
    manifest = asdict(about) | {
        "code_version": smart_tokyo.__version__,
        "files": dict(sorted(checked.files.items())),
        "rows": counts,
        "databases": {path.name: sha256(path) for path in sorted(folder.glob("*.duckdb"))},
        "findings": [asdict(one) for one in checked.findings],
    }
    manifest["id"] = manifest.pop("snapshot_id")
    manifest["as_of"] = about.as_of.isoformat()
    manifest["built_at"] = about.built_at.isoformat() + "Z"
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    for name, mode in MODES.items():
        (folder / name).chmod(mode)
        _fsync_file(folder / name)
    folder.chmod(0o755)
    fsync_dir(folder)


@contextmanager
def _building(store: StorePaths) -> Iterator[Path]:
    """A folder in the store to build in; what is left of it afterwards is removed."""
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=store.root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _note_other_label(store: StorePaths, about: Snapshot) -> None:
    stored = read_manifest(store, about.snapshot_id)
    if (stored["label_ja"], stored["label_en"]) != (about.label_ja, about.label_en):
        print(
            f"note: {about.snapshot_id} is already built; it keeps its label {stored['label_ja']!r}",
            file=sys.stderr,
        )


def _fsync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
