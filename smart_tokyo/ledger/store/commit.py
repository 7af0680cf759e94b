"""Makes a snapshot an audience's current one in a way that a crash or a full disk cannot leave half done.

What is about to happen stands in `<store>/.pending` first. Moving the pointer is the step that counts: a store that
was left before it is as it was (readers pass over what has been added, the next writer removes it), and one that was
left after it has the new snapshot (the next writer finishes what remains). One writer at a time holds
an advisory lock that ends with its process.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from smart_tokyo.ledger.store import history
from smart_tokyo.operating.files import fsync, replace, write
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import Locked, Moved, Shown, StorePaths

BUILDING = ".building-"
Notes = Mapping[str, str] | None  # {ja, en}: what everyone is told of why what was public is corrected
EVERY_S = 0.1  # how often one who waits looks again


@contextmanager
def locked(store: StorePaths) -> Iterator[None]:
    """Holds the store's lock; waits for who has it, says so on stderr, and raises Locked when patience is over."""
    store.root.mkdir(parents=True, exist_ok=True)
    handle = os.open(store.root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle, store)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
            # closing alone would not do while a child process has the file
            fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        os.close(handle)


def _take(handle: int, store: StorePaths) -> None:
    end = None
    while True:
        with suppress(BlockingIOError):
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if end is None:
            end = time.monotonic() + store.patience_s
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
            said = f"waiting: process {holder or 'unknown'} is writing to {store.root}"
            print(said, file=sys.stderr, flush=True)
        if time.monotonic() >= end:
            raise Locked(store.root, holder)
        time.sleep(EVERY_S)


@contextmanager
def writing(
    store: StorePaths, seen: Shown | None = None, *, anywhere: bool = False, kept: str = ""
) -> Iterator[None]:
    """Holds the lock of a store that is as its last writer wanted it: what a killed one left is gone.

    `kept`: a pattern of names of `made_in`, which stay. `seen`: what the audiences showed to whoever decided to
    write. Raises Moved where they show something else by now, StoreError for a store that sync fills, unless it may be
    `anywhere`.
    """
    if not anywhere:
        store.insist_on_a_ledger()
    with locked(store):
        recover(store, kept)
        if seen is not None and store.shown() != seen:
            raise Moved("an audience is shown another snapshot by now; look again")
        yield


def note(store: StorePaths, line: history.Entry) -> None:
    """Writes into the history what changes no snapshot: a check, a download. Raises OSError where it cannot."""
    with writing(store, kept="*-*"):
        history.append(store, line)


def made_in(snapshot_id: str, files: Mapping[str, str]) -> str:
    """The name of the folder for `making`: it tells all that goes into a snapshot, and whose the folder is.

    The id tells the rows and what is computed of them, the source's `files`, by their SHA-256, where the rows stand.
    What of them is public is in the schema and the code, so that these are told too.
    """
    by = hashlib.sha256(f"{os.getuid()} {sorted(files.items())} {_code()}".encode())
    return f"{snapshot_id}-{by.hexdigest()[:12]}"


@cache
def _code() -> str:
    """SHA-256 of the schema and the code."""
    by = hashlib.sha256()
    for folder in (PROJECT / "data" / "schema", PROJECT / "smart_tokyo"):
        for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.y*ml"))):
            by.update(path.read_bytes())
    return by.hexdigest()


@contextmanager
def making(store: StorePaths, name: str) -> Iterator[Path]:
    """The folder in which a snapshot is made, with what is left of a process that was killed or stopped in it.

    `name`: that of `made_in`. The caller holds the lock. Whoever fails leaves nothing: the disk may be full.
    """
    folder = store.root / f"{BUILDING}{name}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    for spilled in folder.glob("*.tmp"):
        shutil.rmtree(spilled, ignore_errors=True)
    try:
        yield folder
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def move(
    store: StorePaths,
    audience: str,
    snapshot_id: str,
    line: history.Entry,
    built: Path | None = None,
    notes: Notes = None,
) -> None:
    """Points an audience to a snapshot and writes it into the history; the caller holds the lock.

    `built`: the folder of a snapshot that is not in the store yet, which is moved in; `notes`: what the public is told
    of what it replaces. Raises OSError when the store cannot be written; it then is as it was.
    """
    changing = (store.pointer(audience), store.publications_file)
    spares = {path: path.with_name(f".{path.name}.before") for path in changing}
    before = {path: path.read_bytes() for path in changing if path.exists()}
    said = {"published_at": line["when"], "notes": notes}
    step = {"snapshot_id": snapshot_id, "audience": audience, "new": built is not None, "said": said}
    announced = json.dumps(step | {"history_bytes": history.size(store)})
    try:
        for path, data in before.items():
            write(spares[path], data)
        replace(store.pending_file, announced.encode("ascii"))
        fsync(store.root)
        if built is not None:
            store.snapshots.mkdir(exist_ok=True)
            built.rename(store.snapshot_dir(snapshot_id))
            fsync(store.snapshots)
        history.append(store, line)
        store.set_current(audience, snapshot_id, said)
    except BaseException:
        for path, spare in spares.items():
            if path not in before:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != before[path]:
                spare.replace(path)  # which needs no space, as a new file would
        recover(store)
        raise
    recover(store)


def recover(store: StorePaths, kept: str = "") -> None:
    """Finishes or undoes what a killed process has begun, and removes what it left but for folders of that name.

    The caller holds the lock.
    """
    pending = store.pending()
    if pending and pending.reached:
        store.set_current(pending.audience, pending.snapshot_id, pending.said)
    elif pending:
        history.cut(store, pending.history_bytes)
        if pending.new:
            shutil.rmtree(store.snapshot_dir(pending.snapshot_id), ignore_errors=True)
    store.pending_file.unlink(missing_ok=True)
    for left in (*store.root.glob(".*.new"), *store.root.glob(".*.before")):
        left.unlink(missing_ok=True)
    fsync(store.root)
    for folder in store.root.glob(f"{BUILDING}*"):
        if not folder.match(BUILDING + kept):
            shutil.rmtree(folder, ignore_errors=True)
