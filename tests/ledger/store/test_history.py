"""Who did what when; going back; what a store holds; and a step that fails or is left half done."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.store import commit, history
from smart_tokyo.ledger.store.build import build, publish, rollback, snapshots, to_text
from smart_tokyo.store import HISTORY, StoreError, StorePaths
from tests.ledger.sources import SMALL
from tests.ledger.store.test_build import contents

DAYS = [dt.date(2025, month, 1) for month in (1, 2, 3)]


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_source(SMALL)


@pytest.fixture(scope="module")
def two(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = StorePaths(tmp_path_factory.mktemp("two"))
    publish(paths, build(checked, paths, "x", DAYS[0], who="花子"))
    build(checked, paths, "x", DAYS[1])
    return paths.root


@pytest.fixture
def store(two: Path, tmp_path: Path) -> StorePaths:
    """A store with two snapshots, the second current, the first published."""
    return StorePaths(shutil.copytree(two, tmp_path, dirs_exist_ok=True))


def told(store: StorePaths) -> list[tuple[str, str, str]]:
    return [(one["what"], one["audience"], one["snapshot_id"][:10]) for one in history.read(store)]


def test_every_step_is_written_down(store: StorePaths) -> None:
    first, second = store.ids()
    assert rollback(store, first, who="  次郎\n太郎 ") == first == store.current("internal")
    assert told(store) == [
        ("build", "internal", "2025-01-01"),
        ("publish", "public", "2025-01-01"),
        ("build", "internal", "2025-02-01"),
        ("rollback", "internal", "2025-01-01"),
    ]
    lines = history.read(store)
    assert set(lines[0]) == {"when", "who", "what", "snapshot_id", "audience", "findings"}
    assert [one["who"] for one in lines] == ["花子", history.login(), history.login(), "次郎 太郎"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["when"]) for one in lines)
    assert all(one["findings"] == {"error": 0, "warning": 0, "info": 0} for one in lines)
    assert stat.S_IMODE((store.root / HISTORY).stat().st_mode) == 0o600
    assert second in store.ids()


def test_what_changes_nothing_is_not_written_down(checked: Checked, store: StorePaths) -> None:
    before = contents(store.root)
    build(checked, store, "x", DAYS[1])
    publish(store, store.ids()[0])
    rollback(store, store.ids()[1])
    assert contents(store.root) == before


def test_building_what_is_there_makes_it_current_again(checked: Checked, store: StorePaths) -> None:
    assert build(checked, store, "x", DAYS[0]) == store.ids()[0] == store.current("internal")
    assert told(store)[-1] == ("build", "internal", "2025-01-01")


def test_the_public_goes_back_only_to_what_was_public(store: StorePaths) -> None:
    first, second = store.ids()
    with pytest.raises(StoreError, match="use publish"):
        rollback(store, second, "public")
    publish(store)
    assert rollback(store, first, "public") == first == store.current("public")
    assert store.current("internal") == second
    assert told(store)[-1] == ("rollback", "public", "2025-01-01")


@pytest.mark.parametrize("wanted", ["2025-01-01-000000000000", "../../etc", "latest", ""])
def test_there_is_no_way_back_to_what_is_not_there(store: StorePaths, wanted: str) -> None:
    with pytest.raises(StoreError):
        rollback(store, wanted)


def test_there_is_no_way_back_to_a_damaged_snapshot(store: StorePaths) -> None:
    database = store.database(store.ids()[0], "internal")
    database.chmod(0o600)
    database.write_bytes(database.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="damaged"):
        rollback(store, store.ids()[0])


def test_a_broken_line_is_passed_over_and_ended_by_the_next(checked: Checked, store: StorePaths) -> None:
    path = store.root / HISTORY
    with path.open("ab") as file:
        file.write(b'{"when": "2025-0' + b"\xe3")
    assert len(history.read(store)) == 3
    build(checked, store, "x", DAYS[2])
    assert [one[2] for one in told(store)][-2:] == ["2025-02-01", "2025-03-01"]
    path.write_bytes(b'[1]\n{"when": 1}\n\n' + path.read_bytes())
    assert len(history.read(store)) == 4


def test_a_store_without_history_has_none(tmp_path: Path) -> None:
    assert history.read(StorePaths(tmp_path / "none")) == []
    assert snapshots(StorePaths(tmp_path / "none")) == []


def test_the_account_without_a_name_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise KeyError("no name")

    monkeypatch.setattr(history.getpass, "getuser", fail)
    assert re.fullmatch("uid [0-9]+", history.login())


def test_the_list_of_snapshots(store: StorePaths) -> None:
    rows = snapshots(store)
    names = [
        "id",
        "as_of",
        "built_at",
        "label_ja",
        "label_en",
        "fictional",
        "layout",
        "findings",
        "published",
        "upgraded_to",
        "current",
    ]
    assert [list(row) for row in rows] == [names, names]
    assert [row["id"] for row in rows] == store.ids() and [row["as_of"] for row in rows] == [
        "2025-01-01", "2025-02-01"
    ]  # fmt: skip
    assert [(row["current"], row["published"]) for row in rows] == [(["public"], True), (["internal"], False)]
    assert rows[0]["label_ja"] == "小さな例" and rows[0]["fictional"] is True
    assert rows[0]["findings"] == {"error": 0, "warning": 0, "info": 0}
    assert json.loads(json.dumps(rows)) == rows
    lines = to_text(rows, "en").splitlines()
    assert len(lines) == 2 and "A small example (fictional)" in lines[0] and "internal" in lines[1]


def test_a_damaged_manifest_does_not_hide_the_others(store: StorePaths) -> None:
    store.manifest(store.ids()[0]).write_text("{", "utf-8")
    first, second = snapshots(store)
    assert (first["id"], first["label_ja"], first["findings"]) == (store.ids()[0], None, None)
    assert second["label_ja"] == "小さな例" and len(to_text([first, second], "ja").splitlines()) == 2


@pytest.mark.parametrize("step", ["append", "set_current", "fsync", "write"])
@pytest.mark.parametrize("what", ["build", "publish", "rollback"])
def test_a_step_that_fails_leaves_the_store_as_it_was(
    checked: Checked, store: StorePaths, monkeypatch: pytest.MonkeyPatch, step: str, what: str
) -> None:
    before = contents(store.root)
    full = OSError(28, "No space left on device")

    def fail(*_: object) -> None:
        monkeypatch.undo()  # undoing needs no space
        raise full

    if step == "append":
        monkeypatch.setattr(history, "append", fail)
    elif step == "set_current":
        real = StorePaths.set_current
        monkeypatch.setattr(StorePaths, "set_current", lambda *given: (real(*given), fail()))
    else:
        monkeypatch.setattr(commit, step, fail)
    with pytest.raises(OSError, match="No space left"):
        if what == "build":
            build(checked, store, "x", DAYS[2])
        elif what == "publish":
            publish(store)
        else:
            rollback(store, store.ids()[0])
    assert contents(store.root) == before
    assert not [path for path in store.root.iterdir() if path.name.startswith(".") and path.name != ".lock"]


def test_a_check_and_a_download_are_noted_with_their_file(tmp_path: Path) -> None:
    store = StorePaths(tmp_path)
    commit.note(store, history.entry("check", "", "internal", {"error": 2}, "Sato", file="台帳.xlsx"))
    commit.note(
        store, history.entry("download", "2026-01-01-0123456789ab", "internal", {}, "Ito", file="a.csv")
    )
    assert [(one["what"], one["who"], one["file"]) for one in history.read(store)] == [
        ("check", "Sato", "台帳.xlsx"),
        ("download", "Ito", "a.csv"),
    ]
    assert (tmp_path / HISTORY).stat().st_mode & 0o777 == 0o600


def test_a_note_is_not_lost_with_a_step_that_was_killed(tmp_path: Path) -> None:
    """Undoing the killed step cuts the log to where it began, so that is done before anything is added."""
    store = StorePaths(tmp_path)
    commit.note(store, history.entry("check", "", "internal", {}, "first"))
    pending = {
        "snapshot_id": "2026-01-01-0123456789ab",
        "audience": "internal",
        "new": False,
        "history_bytes": history.size(store),
    }
    store.pending_file.write_text(json.dumps(pending), "ascii")
    history.append(store, history.entry("build", "2026-01-01-0123456789ab", "internal", {}, "killed"))
    commit.note(store, history.entry("check", "", "internal", {}, "second"))
    assert [one["who"] for one in history.read(store)] == ["first", "second"]


def test_what_cannot_be_noted_is_an_error(tmp_path: Path) -> None:
    (tmp_path / HISTORY).mkdir()
    with pytest.raises(OSError, match="directory"):
        commit.note(StorePaths(tmp_path), history.entry("check", "", "internal", {}, "Sato"))


def test_what_cannot_be_noted_is_not_built_or_published(checked: Checked, store: StorePaths) -> None:
    (store.root / HISTORY).rename(store.root / "kept")
    (store.root / HISTORY).mkdir()
    before = store.ids(), store.current("internal"), store.published()
    with pytest.raises(OSError, match="directory"):
        build(checked, store, "x", DAYS[2])
    with pytest.raises(OSError, match="directory"):
        publish(store)
    with pytest.raises(OSError, match="directory"):
        rollback(store, store.ids()[0])
    assert (store.ids(), store.current("internal"), store.published()) == before


@pytest.fixture
def full(store: StorePaths) -> StorePaths:
    """The same store with a history that takes no more: a real device that is always full."""
    (store.root / HISTORY).unlink()
    (store.root / HISTORY).symlink_to("/dev/full")
    return store


@pytest.mark.parametrize("step", ["build", "publish", "rollback", "check", "download"])
def test_what_cannot_be_written_down_does_not_happen(step: str, checked: Checked, full: StorePaths) -> None:
    def pointers() -> list[str | None]:
        return [full.current("internal"), full.current("public"), *full.published(), *full.ids()]

    steps = {
        "build": lambda: build(checked, full, "x", DAYS[2]),
        "publish": lambda: publish(full),
        "rollback": lambda: rollback(full, full.ids()[0]),
        "check": lambda: commit.note(full, history.entry("check", "", "internal", {}, file="x.xlsx")),
        "download": lambda: commit.note(full, history.entry("download", "", "internal", {}, file="x.csv")),
    }
    before = pointers()
    with pytest.raises(OSError, match="No space left"):
        steps[step]()
    assert pointers() == before
