"""A copy of a store with the SHA-256 of every file, and a store made of such a copy, here or on another host.

What is only of this process or can be made again (locks, comparisons) is left out.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from smart_tokyo.faults import Mistake
from smart_tokyo.ledger.store.build import MODES
from smart_tokyo.ledger.store.commit import BUILDING, locked, writing
from smart_tokyo.ledger.store.health import expected
from smart_tokyo.operating.files import fsync
from smart_tokyo.store import AUDIENCES, HISTORY, StoreError, StorePaths

SUMS = "SHA256SUMS"  # as `sha256sum --check` reads it
CHUNK = 1 << 20  # bytes
PRIVATE = {HISTORY: 0o600}
OTHERS = 0o644


def backup(store: StorePaths, folder: Path) -> None:
    """Copies a store into a folder that is new or empty, whole or not at all; nobody writes to it meanwhile.

    Raises Mistake for a folder that holds something, or a store that is not there; OSError; StoreError, once all is
    written, where a database is no longer what it was built as.
    """
    target = folder.expanduser().resolve()
    if not store.snapshots.is_dir():
        raise Mistake(f"there is no store in {store.root}")
    if target.is_relative_to(store.root):
        raise Mistake(f"{folder} is in the store itself; name a folder elsewhere, best on another disk")
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise Mistake(f"{folder} holds something already; name a new or empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        _still(store),
        TemporaryDirectory(prefix=".backup-", dir=target.parent, ignore_cleanup_errors=True) as made,
    ):
        sums = {name: _copy(store.root / name, Path(made) / name) for name in _files(store.root)}
        text = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
        (Path(made) / SUMS).write_text(text, encoding="utf-8")
        _settle(Path(made))
        Path(made).rename(target)
        fsync(target.parent)
        built = {path: digest for name in store.ids() for path, digest in expected(store, name).items()}
    for path, digest in built.items():
        if digest not in (None, sums.get(path.relative_to(store.root).as_posix())):
            said = "is missing or has another SHA-256 than when it was built"
            raise StoreError(
                f"{folder} is written, but {path} {said}; build its source again, and back up again"
            )


@contextmanager
def _still(store: StorePaths) -> Iterator[None]:
    """Nobody writes to the store meanwhile; nobody can where its disk is read-only, as it becomes when it fails."""
    with ExitStack() as held:
        try:
            held.enter_context(writing(store, anywhere=True))
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
        yield


def restore(folder: Path, store: StorePaths) -> None:
    """Makes a store of a backup, whole or not at all.

    Raises Mistake for what is no backup, StoreError where one of its files is not what it was or the store is not
    empty; OSError.
    """
    source = folder.expanduser().resolve()
    try:
        lines = (source / SUMS).read_text("utf-8").splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    except (OSError, UnicodeError) as error:
        raise Mistake(f"{folder} is no backup: it has no {SUMS} that can be read") from error
    if odd := sorted(sums.keys() ^ set(_files(source)) - {SUMS}):
        raise StoreError(f"{folder} is not as it was written: {odd[0]} is missing or was added")
    if store.root.exists() and any(not _passing(one) for one in store.root.iterdir()):
        raise StoreError(f"{store.root} is not empty; name another --store, or move it away")
    with (
        locked(store),
        TemporaryDirectory(prefix=BUILDING, dir=store.root, ignore_cleanup_errors=True) as made,
    ):
        for name, digest in sums.items():
            if _copy(source / name, Path(made) / name) != digest:
                raise StoreError(
                    f"{source / name} is damaged: it has another SHA-256 than when it was written"
                )
        _settle(Path(made))
        pointers = [store.pointer(audience).name for audience in AUDIENCES]
        for part in sorted(Path(made).iterdir(), key=lambda one: one.name in pointers):  # pointers last
            part.rename(store.root / part.name)
        fsync(store.root)


def _files(root: Path) -> Iterator[str]:
    """The files of a store or a backup, as paths within it, in order."""
    for top in sorted(root.iterdir()):
        if not _passing(top) and top.name != "comparisons":
            found: Iterable[Path] = sorted(top.rglob("*")) if top.is_dir() else [top]
            yield from (one.relative_to(root).as_posix() for one in found if one.is_file())


def _passing(path: Path) -> bool:
    """Whether something in a store is of a process that writes or was killed."""
    return path.name.startswith(".")


def _copy(source: Path, target: Path) -> str:
    """Copies a file durably, for whom it is meant; returns its SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as out:
        while data := read.read(CHUNK):
            found.update(data)
            out.write(data)
        out.flush()
        os.fsync(out.fileno())
    target.chmod((MODES | PRIVATE).get(target.name, OTHERS))
    return found.hexdigest()


def _settle(folder: Path) -> None:
    """Makes the entries of a folder and of those in it durable."""
    for path in (folder, *folder.rglob("*")):
        fsync(path)
