"""What a store offers to other hosts: its published databases with their SHA-256, and what is said of them.

Nothing that is not public, or no longer, is in it. What it looks like as JSON: `offer.yml`.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import yaml

from smart_tokyo.store import StorePaths

PUBLIC, DIGEST = "public.duckdb", "public.sha256"  # of a snapshot: the file, and the one that says what it is
SCHEMA: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
CHUNK = 1 << 20  # bytes
HELD = 64  # files kept open


def offered(store: StorePaths) -> dict[str, Any]:
    """All that a store offers. Raises StoreError for a damaged pointer, OSError."""
    ids = store.published()
    paths = {one: store.database(one, "public") for one in ids}
    return {
        "current": store.current("public"),
        "files": [
            {"id": one, "bytes": path.stat().st_size, "sha256": digest(path)} for one, path in paths.items()
        ],
        "publications": [one._asdict() for one in store.publications()],
        "upgraded": {old: new for old, new in store.upgraded().items() if new in ids},
    }


def digest(database: Path) -> str:
    """The SHA-256 that a public database was built with; of an older one, where it is not written down, that it has."""
    return digest_written(database) or _digest(*_which(database))


def digest_written(database: Path) -> str | None:
    """The SHA-256 that a public database was built with, None where it is not written down."""
    with suppress(FileNotFoundError, UnicodeError):
        found = re.match("[0-9a-f]{64} ", database.with_name(DIGEST).read_text("ascii"))
        return found and found[0].strip()
    return None


def digest_line(sha256: str) -> bytes:
    """The content of the file beside a public database that says its SHA-256, as `sha256sum` writes it."""
    return f"{sha256}  {PUBLIC}\n".encode("ascii")


def content(database: Path) -> Iterator[bytes]:
    """A public database in pieces."""
    return _pieces(_held(*_which(database)))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    place = 0
    while data := os.pread(file.fileno(), CHUNK, place):
        yield data
        place += len(data)


def _which(path: Path) -> tuple[Path, int, int]:
    told = path.stat()
    return path, told.st_ino, told.st_mtime_ns


# Kept open: closing a file that DuckDB has open in this process would take DuckDB's lock off it.
@lru_cache(HELD)
def _held(path: Path, *_: int) -> IO[bytes]:
    return path.open("rb")


@lru_cache(None)
def _digest(path: Path, *which: int) -> str:
    found = hashlib.sha256()
    for data in _pieces(_held(path, *which)):
        found.update(data)
    return found.hexdigest()
