"""Files that outlast a crash: written, replaced in one step, known again by SHA-256; and databases as all read them."""

import hashlib
import os
from pathlib import Path

import duckdb

READER: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
"""A reader sees the one file that it opened: no other file, no network, no extension, no Python variable."""


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


def read_only(database: Path | str) -> duckdb.DuckDBPyConnection:
    """A connection to a database that is there; all of a process are alike, as DuckDB has one way to open a file.

    Raises duckdb.Error.
    """
    return duckdb.connect(str(database), read_only=True, config=READER)
