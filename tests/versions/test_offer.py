"""What a store offers: each file's SHA-256, and a reading of it that leaves DuckDB's lock alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from smart_tokyo.operating.files import sha256
from smart_tokyo.versions.offer import content, digest, digest_line

WRITER = "import duckdb, sys; duckdb.connect(sys.argv[1])"


def written_by_somebody_else(database: Path) -> str:
    """What another program is told that opens a database to write."""
    command = [sys.executable, "-c", WRITER, str(database)]
    return subprocess.run(command, capture_output=True, text=True).stderr


def test_the_sha256_is_what_was_written_down_else_what_it_is_now(tmp_path: Path) -> None:
    database = tmp_path / "public.duckdb"
    database.write_bytes(b"one")
    assert digest(database) == sha256(database)
    fresh = tmp_path / "fresh"
    fresh.write_bytes(b"another")
    fresh.replace(database)
    assert digest(database) == sha256(database)
    database.with_name("public.sha256").write_bytes(b"")
    assert digest(database) == sha256(database)
    database.with_name("public.sha256").write_bytes(digest_line("0" * 64))
    assert digest(database) == "0" * 64


def test_what_is_sent_while_readers_read_keeps_their_lock(tmp_path: Path) -> None:
    database = tmp_path / "public.duckdb"
    with duckdb.connect(str(database)) as con:
        con.execute("create table rows as select range as n from range(1000)")
    with duckdb.connect(str(database), read_only=True) as con:
        found = b"".join(content(database))
        assert len(digest(database)) == 64
        assert "Could not set lock" in written_by_somebody_else(database)
        assert con.execute("select count(*) from rows").fetchone() == (1000,)
    assert found == database.read_bytes()
    assert written_by_somebody_else(database) == ""
