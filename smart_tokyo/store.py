"""Where snapshots lie: the ledger writes, the figures read, and both find the places through this module.

`<store>/snapshots/<id>/{internal.duckdb,public.duckdb,manifest.json}`, and `<store>/current-<audience>`: a
text file that holds one id. `<store>/publications.jsonl` tells, a line each, what became public, when and why: the
public process cannot read the internal history. `<store>/comparisons/` keeps what changed between two of them.
A store with the file `synced` is a copy of what another one has published (ledger/store/sync.py).
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from smart_tokyo.faults import Mistake
from smart_tokyo.operating.files import fsync, replace
from smart_tokyo.versions import publications
from smart_tokyo.versions.publications import ID as ID

LAYOUT = 11  # of the tables and files of a snapshot; goes into its id, and a reader accepts only its own
AUDIENCES = ("internal", "public")
HISTORY = "history.jsonl"  # beside the snapshots: who did what (ledger/store/history.py)
Shown = dict[str, str | None]  # by audience, the id of the snapshot that it is shown


class StoreError(Mistake):
    """What is asked of the store is not there."""


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
    audience's pointer has been moved. `said`: `published_at` and `notes` of what becomes public.
    """

    snapshot_id: str
    audience: str
    new: bool
    history_bytes: int
    reached: bool
    said: Mapping[str, Any] | None = None


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

    def snapshot_dir(self, snapshot_id: str) -> Path:
        """The folder of a snapshot, existing or not. Raises StoreError for what is no id."""
        if not ID.fullmatch(snapshot_id):
            said = "is not a snapshot ID; an ID looks like 2026-11-01-0123456789ab"
            raise StoreError(f"{snapshot_id!r} {said}")
        return self.snapshots / snapshot_id

    def database(self, snapshot_id: str, audience: str) -> Path:
        """The database of a snapshot for an audience. Raises StoreError for an unknown snapshot."""
        path = self.snapshot_dir(snapshot_id) / f"{_audience(audience)}.duckdb"
        if not path.is_file():
            if audience == "internal":
                self.insist_on_a_ledger()
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
        pending = self.pending()
        hidden = pending.snapshot_id if pending and pending.new and not pending.reached else None
        found = self.snapshots.iterdir() if self.snapshots.is_dir() else ()
        names = {path.name for path in found if ID.fullmatch(path.name)}
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
        """The id of the audience's current snapshot, None before the first. Raises StoreError for a damaged pointer."""
        text = _text(self.pointer(audience))
        if text is not None and not ID.fullmatch(text):
            raise StoreError(f"{self.pointer(audience)} holds no snapshot ID; build or publish again")
        return text

    def publications(self, *more: Mapping[str, Any]) -> list[publications.Publication]:
        """All that became public, in that order, and `more`, else the current one, last. Raises as `current`."""
        text = _text(self.publications_file)
        text = (_text(self.root / "published") or "") if text is None else text  # the list of ids that it was
        return publications.read(text, *(more or ({"id": self.current("public")},)))

    def published(self) -> list[str]:
        """The ids of what the public may see in the order of publication, with its current one. Raises as `current`."""
        public, _ = publications.standing(self.publications())
        return [one.id for one in public if (self.snapshots / one.id / "public.duckdb").is_file()]

    def withdrawn(self) -> dict[str, str]:
        """What was public and was withdrawn → what was gone back to. Raises as `published`."""
        return publications.standing(self.publications())[1]

    def shown(self) -> Shown:
        """What each audience is shown just now; None where nothing is, or where it cannot be read."""
        found: Shown = dict.fromkeys(AUDIENCES)
        for audience in AUDIENCES:
            with suppress(StoreError):
                found[audience] = self.current(audience)
        return found

    @property
    def synced_file(self) -> Path:
        """The file of a store that `sync` fills: {source, at}, from where it was filled and when last (UTC)."""
        return self.root / "synced"

    def fetched(self) -> dict[str, str]:
        """What that file says, nothing where it cannot be read."""
        with suppress(ValueError, TypeError, KeyError):
            found = json.loads(_text(self.synced_file) or "")
            return {name: str(found[name]) for name in ("source", "at")}
        return {}

    def insist_on_a_ledger(self) -> None:
        """Raises StoreError for a store that `sync` fills: nothing internal is there, and nothing is made there."""
        if self.synced_file.exists():
            said = "holds only what is public, fetched by sync; do this where the ledger is"
            raise StoreError(f"{self.root} {said}, or ask with --audience public")

    @property
    def publications_file(self) -> Path:
        """The file that tells what became public."""
        return self.root / "publications.jsonl"

    @property
    def upgraded_file(self) -> Path:
        """The file that tells which id a snapshot of an older layout has now: `<old> <new>`, one a line."""
        return self.root / "upgraded"

    def upgraded(self) -> dict[str, str]:
        """Old id → new id of every snapshot that was built again in a newer layout."""
        pairs = (line.split() for line in (_text(self.upgraded_file) or "").splitlines())
        return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}

    def named(self, audience: str) -> dict[str, str]:
        """What an audience may ask for: its id, now or before, → the snapshot that has it. Raises as `current`."""
        ids = self.ids() if _audience(audience) == "internal" else self.published()
        return {one: one for one in ids} | {old: new for old, new in self.upgraded().items() if new in ids}

    def set_current(self, audience: str, snapshot_id: str, said: Mapping[str, Any] | None = None) -> None:
        """Points an audience to a snapshot, in one atomic step. The caller holds the lock.

        What becomes public is written down, with what is `said` of it. Going back to a snapshot withdraws the later
        ones: what was published by mistake is not to be found under its id.
        """
        self.database(snapshot_id, audience)
        before = self.shown()["public"]  # it may stand in no file: a damaged pointer is what publishing mends
        replace(self.pointer(audience), f"{snapshot_id}\n".encode())
        if audience == "public":
            known = {"id": None if before == snapshot_id else before}
            lines = self.publications(known, {"id": snapshot_id, **(said or {})})
            replace(self.publications_file, publications.written(lines))
        fsync(self.root)


def _text(path: Path) -> str | None:
    """What a file of the store says, None where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


@contextmanager
def reading(database: Path) -> Iterator[None]:
    """Raises StoreError for what DuckDB says where the file of a snapshot is damaged, Locked where it is locked."""
    try:
        yield
    except DAMAGE as error:
        damaged = StoreError(f"{database} is damaged; build its source again")
        raise locked(database, error) or damaged from error


def locked(database: Path, error: Exception) -> Locked | None:
    """What DuckDB's error means where another program has the file open to write; None where it means anything else."""
    if "Could not set lock on file" not in str(error):
        return None
    holder = re.search(r"\(PID ([0-9]+)\)", str(error))
    return Locked(database, holder[1] if holder else "")


def check_layout(con: duckdb.DuckDBPyConnection) -> None:
    """Raises StoreError when an open snapshot was built with another layout than this version reads."""
    row = con.table("snapshot").project("snapshot_id, layout").fetchone()
    if row is None or row[1] != LAYOUT:
        name, found = row if row else ("?", None)
        said = f"has layout {found}, this version reads {LAYOUT}; run upgrade, or build its source again"
        raise StoreError(f"snapshot {name} {said}")


def _audience(audience: str) -> str:
    if audience not in AUDIENCES:
        raise StoreError(f"{audience!r} is no audience; it is internal or public")
    return audience
