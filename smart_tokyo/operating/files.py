"""Files that outlast a crash: written, replaced in one step, and known again by their SHA-256."""

import hashlib
import os
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Writes a file that everybody may read, durably."""
    path.write_bytes(data)
    path.chmod(0o644)
    fsync(path)


def replace(path: Path, data: bytes) -> None:
    """The same in one atomic step; whoever needs its name to be durable makes its folder so."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        write(fresh, data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def fsync(path: Path) -> None:
    """Makes a file, or the entries of a folder, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """SHA-256 of a file. Not for a database that this process has open: it would lose its lock."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
