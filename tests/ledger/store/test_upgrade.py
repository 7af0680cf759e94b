"""A store of the layout before: every version is there again under a new id, and whatever named one finds it.

tests/data/store_of_layout_10.zip was written by the code of layout 10 from tests/data/small as of 2025-06-01 and
2025-10-01, both published; without what nobody reads again (the tables of models and kept figures): so it is small.
store_of_layout_9.zip was made in the same way by the code of its day.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

from smart_tokyo import figures
from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.store import history, upgrade
from smart_tokyo.ledger.store.backup import backup, restore
from smart_tokyo.ledger.store.build import publish, read_manifest, snapshots
from smart_tokyo.ledger.store.upgrade import upgrade as upgraded
from smart_tokyo.operating.files import sha256
from smart_tokyo.store import LAYOUT, StoreError, StorePaths, check_layout
from smart_tokyo.versions.comparison import kept_file
from tests.ledger.sources import SMALL
from tests.ledger.store.test_build import contents

pytestmark = pytest.mark.heavy

OLD = ("2025-06-01-d751ecf5f809", "2025-10-01-d751ecf5f809")
NEW: dict[int, tuple[str, ...]] = {10: (), 9: ("budgets", "actions", "follow_ups")}
"""Layout → the tables that it had not yet."""


def store_of(layout: int, folder: Path) -> StorePaths:
    with zipfile.ZipFile(SMALL.with_name(f"store_of_layout_{layout}.zip")) as file:
        file.extractall(folder / "store")
    return StorePaths(folder / "store")


@pytest.fixture
def store(tmp_path: Path) -> StorePaths:
    return store_of(10, tmp_path)


@pytest.mark.parametrize("layout", NEW)
def test_every_version_gets_the_id_that_its_source_has_today(layout: int, tmp_path: Path) -> None:
    store, without = (
        store_of(layout, tmp_path),
        shutil.ignore_patterns(*(f"{one}.csv" for one in NEW[layout])),
    )
    source = Path(shutil.copytree(SMALL, tmp_path / "source", ignore=without))
    checked = check_source(source)
    content, dataset = checked.content, checked.dataset
    assert content is not None
    there = store.published()
    found = upgraded(store)
    assert list(found) == there and len(there) == 2
    assert store.published() == list(found.values())
    for old, new in found.items():
        assert new == snapshot_id(content, dt.date.fromisoformat(old[:10]), dataset)
        manifest, before = read_manifest(store, new), read_manifest(store, old)
        assert (manifest["upgraded_from"], manifest["layout"]) == (old, LAYOUT)
        for name in ("as_of", "built_at", "fictional", "files", "findings", "label_en", "label_ja"):
            assert manifest[name] == before[name], name
        for audience in ("internal", "public"):
            had, has = before["rows"][audience], manifest["rows"][audience]
            assert has == had | dict.fromkeys(NEW[layout], 0)


def test_pointers_and_publications_move_along_and_old_files_stay(store: StorePaths) -> None:
    before = contents(store.snapshots)
    first, second = upgraded(store, "somebody").values()
    assert store.current("internal") == store.current("public") == second
    assert store.published() == [first, second]
    assert kept_file(store, first, second, "public").exists()
    after = contents(store.snapshots)
    assert {name: after[name] for name in before} == before
    assert store.upgraded() == dict(zip(OLD, (first, second), strict=True))
    assert store.named("public") == {first: first, second: second, OLD[0]: first, OLD[1]: second}
    lines = [(one["what"], one["who"], one["snapshot_id"]) for one in history.read(store)[-2:]]
    assert lines == 2 * [("upgrade", "somebody", second)]
    (shown,) = [one for one in snapshots(store) if one["id"] == OLD[0]]
    assert (shown["layout"], shown["upgraded_to"], shown["published"]) == (10, first, False)
    assert upgraded(store) == {}
    assert store.published() == [first, second]


def test_figures_are_those_of_the_source(store: StorePaths) -> None:
    new = upgraded(store)[OLD[1]]
    with figures.open_snapshot(store.database(new, "public")) as con:
        check_layout(con)
        (row,) = figures.records(con, "programme_totals")
        assert (row["projects"], row["decided_yen"]) == (1, 15_000_000)
        (place, *_) = figures.records(con, "rows_grants")
        assert (place["file"], place["row_number"]) == ("grants.csv", 2)


def test_until_then_it_is_listed_and_said_to_be_of_an_older_layout(
    store: StorePaths, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--store", str(store.root)]
    assert main(["snapshots", *where]) == 0
    assert capsys.readouterr().out.count("layout 10: upgrade builds it again") == 2
    assert main(["query", "programme_totals", *where]) == 2
    assert "run upgrade" in capsys.readouterr().err
    with pytest.raises(StoreError, match="run upgrade"):
        publish(store, OLD[0])
    assert main(["upgrade", *where]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" -> ")[0] for line in told] == list(OLD)
    assert main(["snapshots", *where]) == 0
    assert f"layout 10: now {told[0].split(' -> ')[1]}" in capsys.readouterr().out
    assert main(["query", "programme_totals", *where, "--snapshot", OLD[0], "--audience", "public"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["projects"] == 1
    assert main(["upgrade", *where]) == 0
    assert "no snapshot of an older layout" in capsys.readouterr().out


def test_one_that_is_damaged_is_told_and_left(store: StorePaths, capsys: pytest.CaptureFixture[str]) -> None:
    path = store.database(OLD[0], "internal")
    data = bytearray(path.read_bytes())
    data[40_000] ^= 1
    path.write_bytes(data)
    found = upgraded(store)
    assert list(found) == [OLD[1]]
    assert f"{OLD[0]} stays as it is" in capsys.readouterr().err
    assert store.published() == [OLD[0], found[OLD[1]]]


@pytest.mark.parametrize("step", ["fill", "move", "replace"])
def test_whatever_stops_it_the_next_run_ends_it(
    store: StorePaths, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """After any of its steps the public sees what it saw, or the same again."""
    whole = StorePaths(Path(shutil.copytree(store.root, store.root.with_name("whole"))))
    expected = upgraded(whole)
    real, calls = getattr(upgrade, step), []

    def failing(*given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError(28, os.strerror(28))
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(upgrade, step, failing)
        with pytest.raises(OSError):
            upgraded(store)
    public = store.current("public")
    assert public in (OLD[1], expected[OLD[1]])
    assert len(store.published()) >= 2
    upgraded(store)
    assert (store.published(), store.current("public")) == (list(expected.values()), expected[OLD[1]])
    assert store.upgraded() == whole.upgraded()
    for new in expected.values():
        for name, digest in read_manifest(store, new)["databases"].items():
            assert sha256(store.snapshot_dir(new) / name) == digest
    with duckdb.connect(str(store.database(expected[OLD[1]], "public")), read_only=True) as con:
        check_layout(con)


def test_the_way_back_is_the_backup_that_was_made_before(store: StorePaths, tmp_path: Path) -> None:
    """To the last byte what the earlier version of the program left, and it can be upgraded again."""
    before = contents(store.root)
    backup(store, tmp_path / "kept")
    there = upgraded(store)
    assert contents(store.root) != before
    back = StorePaths(tmp_path / "back")
    restore(tmp_path / "kept", back)
    assert contents(back.root) == before
    assert (back.current("public"), back.published()) == (OLD[1], list(OLD))
    assert upgraded(back) == there
