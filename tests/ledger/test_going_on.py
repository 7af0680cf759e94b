"""A build that was killed goes on where it was: what comes of it is what a build in one go makes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.content.progress import COMPUTED, MADE, WRITTEN, heard
from smart_tokyo.ledger.store import build as building
from smart_tokyo.ledger.store import commit, history
from smart_tokyo.ledger.store.build import build
from smart_tokyo.ledger.tables import models
from smart_tokyo.schema import fields_for, tables
from smart_tokyo.store import AUDIENCES, StorePaths
from tests.conftest import figures_kept
from tests.ledger.killing import SECOND
from tests.ledger.sources import SMALL
from tests.ledger.test_killed import killed

Rows = dict[str, list[Any]]


def held(store: StorePaths, snapshot_id: str) -> dict[str, Rows]:
    """All rows of a snapshot but for the moment when it was built; those that are kept are in no order of their own."""
    found: dict[str, Rows] = {}
    for audience in AUDIENCES:
        with duckdb.connect(str(store.database(snapshot_id, audience)), read_only=True) as con:
            names = con.execute(
                "select concat_ws('.', schema_name, table_name) from duckdb_tables()"
            ).fetchall()
            rows = {name: con.execute(f"from {name}").fetchall() for (name,) in names}
            for name in (one for one in rows if one.startswith("kept.")):
                rows[name].sort(key=str)
            macros = con.execute(
                "select function_name, parameters, macro_definition from duckdb_functions() "
                "where not internal order by all"
            ).fetchall()
        (snapshot,) = rows.pop("main.snapshot")
        found[audience] = rows | {"macros": macros, "snapshot": [one for one in snapshot if not _moment(one)]}
    return found


def _moment(value: object) -> bool:
    return isinstance(value, dt.datetime)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_source(SMALL)


@pytest.fixture(scope="module")
def in_one_go(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    store = StorePaths(tmp_path_factory.mktemp("store"))
    with figures_kept():
        return held(store, build(checked, store, "x", SECOND))


@pytest.mark.heavy
def test_killed_again_and_again_it_makes_each_thing_once(in_one_go: dict[str, Rows], tmp_path: Path) -> None:
    found = killed("again", tmp_path, 41)
    assert len(found) > 5 and {one["code"] for one in found[:-1]} == {9} and found[-1]["code"] == 0
    store = StorePaths(tmp_path / "store")
    assert held(store, store.ids()[-1]) == in_one_go
    assert {path.name for path in store.root.iterdir()} == {
        ".lock", "snapshots", "current-internal", "history.jsonl", "comparisons"
    }  # fmt: skip
    folder = store.snapshot_dir(store.ids()[-1])
    assert {path.name for path in folder.iterdir()} == set(building.MODES)
    assert folder.stat().st_mode & 0o777 == 0o755
    made = Counter(what for one in found for what in one["made"])
    assert made[MADE] == sum(map(len, models.MODELS.values()))
    assert made["fill_rules"] <= 4 and made[COMPUTED] > 50
    assert made[WRITTEN] == sum(
        bool(fields_for(one, name)) for one in tables().values() for name in AUDIENCES
    )


def stopped(checked: Checked, store: StorePaths, at: int) -> Path:
    """Stops a build after so many of its models; returns the folder that is left."""

    def stop(what: str, done: int, _: int) -> None:
        if what == MADE and done == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), heard(stop):
        build(checked, store, "x", SECOND)
    (left,) = store.root.glob(".building-*")
    assert left.stat().st_mode & 0o777 == 0o700 and not store.ids()
    return left


def told(store: StorePaths, checked: Checked, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """How many models a build makes, and what it says; nothing is left of it."""
    made = []
    with heard(lambda what, *_: made.append(what)):
        build(checked, store, "x", SECOND)
    assert not list(store.root.glob(".building-*"))
    return made.count(MADE), capsys.readouterr().err


@pytest.mark.heavy
@pytest.mark.usefixtures("whole_builds")
def test_stopped_by_hand_it_goes_on_and_says_so(
    checked: Checked, in_one_go: dict[str, Rows], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = StorePaths(tmp_path)
    stopped(checked, store, 20)
    line = history.entry("check", None, "internal", history.counts(()), "x")
    commit.note(store, line)  # what others write meanwhile leaves it
    made, said = told(store, checked, capsys)
    assert made == sum(map(len, models.MODELS.values())) - 20
    assert said == f"note: the build of {store.ids()[0]} goes on where one was stopped\n"
    assert held(store, store.ids()[0]) == in_one_go


def _flipped(left: Path) -> None:
    path = left / "internal.duckdb"
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 4, len(data), len(data) // 4):
        data[place] ^= 1
    path.write_bytes(data)


def _cut(left: Path) -> None:
    path = left / "internal.duckdb"
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.heavy
@pytest.mark.parametrize("damage", [_flipped, _cut])
@pytest.mark.usefixtures("whole_builds")
def test_what_is_damaged_is_made_again(
    checked: Checked,
    in_one_go: dict[str, Rows],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path], None],
) -> None:
    store = StorePaths(tmp_path)
    damage(stopped(checked, store, 40))
    _, said = told(store, checked, capsys)
    assert said.endswith("note: what it has left is damaged; all of it is made again\n")
    assert held(store, store.ids()[0]) == in_one_go


def test_what_another_build_has_left_is_cleared(
    checked: Checked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows of files with other names are another build: the places of its rows are others."""
    store = StorePaths(tmp_path)
    stopped(checked, store, 20)
    other = replace(checked, files={"other.csv": "0" * 64})
    assert told(store, other, capsys) == (sum(map(len, models.MODELS.values())), "")
