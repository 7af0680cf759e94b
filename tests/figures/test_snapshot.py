"""A snapshot is opened for reading, and nothing else of the machine with it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from smart_tokyo.figures import open_snapshot, records
from tests.queries.ledger import AS_OF, build


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A public file that was built under another name and moved, beside an internal one."""
    for name in ("building", "internal"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as con:
            build(con, {"grants": "decided_yen\n5"}, AS_OF, "public")
    return (tmp_path / "building.duckdb").rename(tmp_path / "public.duckdb")


def test_queries_run_on_a_moved_file_opened_twice(path: Path) -> None:
    with open_snapshot(path) as first, open_snapshot(path) as second:
        for con in (first, second):
            assert records(con, "funding_by_theme", {"theme": "mobility"})[0]["decided_yen"] == 5


@pytest.mark.parametrize(
    "statement",
    [
        "create table other as select 1",
        "insert into snapshot select * from snapshot",
        "attach '{folder}/internal.duckdb'",
        "select * from read_text('{folder}/internal.duckdb')",
        "select * from read_csv('/etc/hostname')",
        "copy snapshot to '{folder}/out.csv'",
        "set enable_external_access = true",
        "set threads = 1",
        "install httpfs",
        "load httpfs",
        "select * from path",
    ],
)
def test_nothing_else_is_in_reach(path: Path, statement: str) -> None:
    with open_snapshot(path) as con, pytest.raises(duckdb.Error):
        con.cursor().execute(statement.format(folder=path.parent))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no snapshot file"):
        open_snapshot(tmp_path / "public.duckdb")
    assert not list(tmp_path.iterdir())
