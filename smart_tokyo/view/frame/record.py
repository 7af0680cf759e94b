"""Which snapshot a page shows: the current one, or with `?snapshot=ID` another, marked as such."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from smart_tokyo.view.frame import snapshots, url


@dataclass(frozen=True)
class Record:
    """The database of a snapshot, and whether it is the one that is current for the audience."""

    database: Path
    is_current: bool


NONE = Record(Path(), True)


def current() -> Record | None:
    """The snapshot that is current for the audience; None before the first. Raises StoreError."""
    found = snapshots.current()
    return None if found is None else Record(snapshots.database(found), True)


def asked_for(asked: url.Asked) -> Record | None:
    """The snapshot that the address asks for, else the current one; None before the first.

    An id that the audience may not see is noted as unknown, like one that never was. Raises StoreError where
    the store is damaged.
    """
    current = snapshots.current()
    shown = asked.one_of("snapshot", snapshots.known()) or current
    return None if shown is None else Record(snapshots.database(shown), shown == current)
