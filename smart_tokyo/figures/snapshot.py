"""Open the file of one snapshot for reading, with everything else out of reach."""

from __future__ import annotations

from pathlib import Path

import duckdb

from smart_tokyo.store import locked

_READER: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
"""A reader sees the one file that it opened: no other file, no network, no extension, no Python variable."""


def open_snapshot(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the database file `path`; callers take a `.cursor()` for every call.

    Raises FileNotFoundError where there is no such file, Locked where another program has it open to write,
    duckdb.Error where it is not a database.
    """
    if not Path(path).is_file():
        raise FileNotFoundError(f"There is no snapshot file {path}.")
    try:
        return duckdb.connect(str(path), read_only=True, config=_READER)
    except duckdb.IOException as error:
        if in_use := locked(Path(path), error):
            raise in_use from error
        raise
