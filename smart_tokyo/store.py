"""Where snapshots lie: the ledger writes, the figures read, and both find the places through this module.

`<store>/snapshots/<id>/{internal.duckdb,public.duckdb,manifest.json}`, and `<store>/current-<audience>`: a
text file that holds one id. `<store>/published` lists, one id a line, the snapshots that the public may see:
the public process cannot read the internal history.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smart_tokyo.faults import Mistake

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = 5  # of the tables and files of a snapshot; goes into its id, and a reader accepts only its own
AUDIENCES = ("internal", "public")
Shown = dict[str, str | None]  # by audience, the id of the snapshot that it is shown
ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}")


class StoreError(Mistake):
    """What is asked of the store is not there; the message is one line for a person."""


class Locked(StoreError):
    """Another program has the store, or a file of it, for itself; nothing of it is damaged."""

    def __init__(self, path: Path, holder: str) -> None:
        """`holder`: the number of its process, "" where it is not known."""
        self.holder = holder
        who = f"another program (process {holder})" if holder else "another program"
        super().__init__(f"{path} is locked by {who}, not damaged; wait for it or close it, then try again")


class Moved(StoreError):
    """An audience shows another snapshot than when whoever wants to move it looked."""


class Pending(NamedTuple):
    """The step that a writer is in, or was killed in: a snapshot is about to become an audience's current one.

    `new`: the snapshot was moved in for it. `history_bytes`: how long the history was before. `reached`: the
    audience's pointer has been moved.
    """

    snapshot_id: str
    audience: str
    new: bool
    history_bytes: int
    reached: bool


@dataclass(frozen=True)
class StorePaths:
    """The places inside one store folder, which need not exist yet.

    `patience_s`: seconds for which a writer waits for another one before it gives up; a command waits for its turn.
    """

    root: Path
    patience_s: float = math.inf

    @property
    def snapshots(self) -> Path:
        """The folder with one folder per snapshot."""
        return self.root / "snapshots"

    @property
    def lock(self) -> Path:
        """The file that whoever writes holds locked."""
        return self.root / ".lock"

    def snapshot_dir(self, snapshot_id: str) -> Path:
        """The folder of a snapshot, existing or not. Raises StoreError for what is no id."""
        if not ID.fullmatch(snapshot_id):
            raise StoreError(
                f"{snapshot_id!r} is not a snapshot ID; an ID looks like 2026-11-01-0123456789ab"
            )
        return self.snapshots / snapshot_id

    def database(self, snapshot_id: str, audience: str) -> Path:
        """The database of a snapshot for an audience. Raises StoreError for an unknown snapshot."""
        path = self.snapshot_dir(snapshot_id) / f"{_audience(audience)}.duckdb"
        if not path.is_file():
            if path.parent.is_dir():
                raise StoreError(f"{path} is missing; build its source again")
            known = ", ".join(self.ids()[-3:]) or "none; build one first"
            raise StoreError(f"no snapshot {snapshot_id} in {self.root}; there are: {known}")
        return path

    def manifest(self, snapshot_id: str) -> Path:
        """The manifest of a snapshot."""
        return self.snapshot_dir(snapshot_id) / "manifest.json"

    def ids(self) -> list[str]:
        """The ids of all snapshots, oldest as-of date first."""
        if not self.snapshots.is_dir():
            return []
        pending = self.pending()
        hidden = pending.snapshot_id if pending and pending.new and not pending.reached else None
        names = {path.name for path in self.snapshots.iterdir() if ID.fullmatch(path.name)}
        return sorted(names - {hidden})

    @property
    def pending_file(self) -> Path:
        """The file in which a writer says what it is about to do."""
        return self.root / ".pending"

    def pending(self) -> Pending | None:
        """The step that a writer is in or was killed in, None when there is none."""
        try:
            raw = json.loads(self.pending_file.read_text(encoding="ascii"))
            target = self.pointer(raw["audience"])
            reached = target.exists() and target.read_text(encoding="ascii").strip() == raw["snapshot_id"]
            return Pending(**raw, reached=reached)
        except (FileNotFoundError, ValueError, KeyError, TypeError, StoreError):
            return None

    def pointer(self, audience: str) -> Path:
        """The file that names the current snapshot of an audience."""
        return self.root / f"current-{_audience(audience)}"

    def current(self, audience: str) -> str | None:
        """The id of the audience's current snapshot, None when there is none yet.

        Raises StoreError when the pointer holds something else than an id.
        """
        try:
            text = self.pointer(audience).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        if not ID.fullmatch(text):
            raise StoreError(f"{self.pointer(audience)} holds no snapshot ID; build or publish again")
        return text

    def published(self) -> list[str]:
        """The ids of the snapshots that the public may see, in the order of publication.

        The public's current one is always among them. Raises StoreError where its pointer is damaged.
        """
        try:
            lines = self.published_file.read_text(encoding="ascii", errors="replace").split()
        except FileNotFoundError:
            lines = []
        found = [line for line in dict.fromkeys(lines) if ID.fullmatch(line)]
        found = [line for line in found if (self.snapshots / line / "public.duckdb").is_file()]
        current = self.current("public")
        return found if current is None or current in found else [*found, current]

    def shown(self) -> Shown:
        """What each audience is shown just now; None where nothing is, or where it cannot be read."""
        found: Shown = {}
        for audience in AUDIENCES:
            try:
                found[audience] = self.current(audience)
            except StoreError:
                found[audience] = None
        return found

    @property
    def published_file(self) -> Path:
        """The file that lists what the public may see."""
        return self.root / "published"

    def set_current(self, audience: str, snapshot_id: str) -> None:
        """Points an audience to a snapshot, in one atomic step. The caller holds the lock.

        A snapshot that becomes public joins the list of those the public may see. Going back to one on the
        list takes the later ones off it: what was published by mistake is not to be found under its id.
        """
        self.database(snapshot_id, audience)
        if audience == "public":
            try:
                before = self.published()  # with the current one, should a kill have kept it off the list
            except StoreError:  # a damaged pointer is what publishing mends
                before = []
        _write(self.pointer(audience), snapshot_id)
        if audience == "public":
            kept = before[: before.index(snapshot_id)] if snapshot_id in before else before
            _write(self.published_file, *kept, snapshot_id)
        fsync_dir(self.root)


def _write(path: Path, *ids: str) -> None:
    """Replaces a file by one that holds an id a line, in one atomic step."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("w", encoding="ascii") as file:
            file.writelines(f"{one}\n" for one in ids)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def fsync_dir(folder: Path) -> None:
    """Makes the entries of a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def reading(database: Path) -> Iterator[None]:
    """Raises StoreError for what DuckDB says where the file of a snapshot is damaged, Locked where it is locked."""
    import duckdb

    damages = (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.InternalException,
        duckdb.FatalException,
    )
    try:
        yield
    except damages as error:
        damaged = StoreError(f"{database} is damaged; build its source again")
        raise locked(database, error) or damaged from error


def locked(database: Path, error: Exception) -> Locked | None:
    """What DuckDB's error means where another program has the file open to write; None where it means anything else."""
    if "Could not set lock on file" not in str(error):
        return None
    holder = re.search(r"\(PID ([0-9]+)\)", str(error))
    return Locked(database, holder[1] if holder else "")


def check_layout(con: DuckDBPyConnection) -> None:
    """Raises StoreError when an open snapshot was built with another layout than this version reads."""
    row = con.table("snapshot").project("snapshot_id, layout").fetchone()
    if row is None or row[1] != LAYOUT:
        name, found = row if row else ("?", None)
        raise StoreError(
            f"snapshot {name} has layout {found}, this version reads {LAYOUT}; build its source again"
        )


def _audience(audience: str) -> str:
    if audience not in AUDIENCES:
        raise StoreError(f"{audience!r} is no audience; it is internal or public")
    return audience
