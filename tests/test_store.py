"""Which snapshots the public may see, beside the one that is current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions.publications import standing

FIRST, SECOND, THIRD = (f"2026-0{n}-01-{n:012x}" for n in (1, 2, 3))


@pytest.fixture
def store(tmp_path: Path) -> StorePaths:
    """A store with three snapshots that hold nothing."""
    for one in (FIRST, SECOND, THIRD):
        for audience in ("internal", "public"):
            database = tmp_path / "snapshots" / one / f"{audience}.duckdb"
            database.parent.mkdir(parents=True, exist_ok=True)
            database.touch()
    return StorePaths(tmp_path)


def test_nothing_is_public_before_it_is_published(store: StorePaths) -> None:
    store.set_current("internal", FIRST)
    assert store.published() == []
    assert not store.publications_file.exists()


def test_what_was_published_stays_readable(store: StorePaths) -> None:
    store.set_current("public", FIRST)
    store.set_current("internal", SECOND)
    store.set_current("public", THIRD)
    store.set_current("public", THIRD)
    assert [json.loads(line) for line in store.publications_file.read_text().splitlines()] == [
        {"id": FIRST, "as_of": "2026-01-01", "published_at": None, "notes": None, "replaces": None},
        {"id": THIRD, "as_of": "2026-03-01", "published_at": None, "notes": None, "replaces": FIRST},
    ]
    assert store.published() == [FIRST, THIRD]


def test_going_back_withdraws_what_came_later(store: StorePaths) -> None:
    for one in (FIRST, SECOND, THIRD, FIRST):
        store.set_current("public", one)
    assert store.published() == [FIRST]
    assert standing(store.publications())[1] == {SECOND: FIRST, THIRD: FIRST}
    store.set_current("public", THIRD)
    assert store.published() == [FIRST, THIRD]
    assert standing(store.publications())[1] == {SECOND: FIRST}


def test_the_list_of_ids_that_stores_had_before_is_read_and_written_on(store: StorePaths) -> None:
    (store.root / "published").write_text(f"{FIRST}\n{SECOND}\n")
    (store.root / "current-public").write_text(f"{SECOND}\n")
    assert store.published() == [FIRST, SECOND]
    said = {"published_at": "2026-11-28T00:00:00Z", "notes": {"ja": "訂正", "en": "Corrected"}}
    store.set_current("public", THIRD, said)
    lines = [json.loads(line) for line in store.publications_file.read_text("utf-8").splitlines()]
    assert lines[1:] == [
        {"id": SECOND, "as_of": "2026-02-01", "published_at": None, "notes": None, "replaces": FIRST},
        {"id": THIRD, "as_of": "2026-03-01", **said, "replaces": SECOND},
    ]


def test_a_store_without_the_list_still_has_its_current_one(store: StorePaths) -> None:
    store.set_current("public", FIRST)
    store.publications_file.unlink()
    assert store.published() == [FIRST]
    store.set_current("public", SECOND)
    assert store.published() == [FIRST, SECOND]


@pytest.mark.parametrize("line", ["../../etc/passwd", "", "x" * 9_999, f"2020-01-01-{9:012x}", "\u00e9"])
def test_what_is_no_snapshot_in_the_list_is_passed_over(store: StorePaths, line: str) -> None:
    store.set_current("public", FIRST)
    lines = (line, *(json.dumps({"id": one}) for one in (line, SECOND, FIRST)))
    store.publications_file.write_text("\n".join(lines), encoding="utf-8")
    assert store.published() == [SECOND, FIRST]


def test_the_list_is_readable_by_the_public_process(store: StorePaths) -> None:
    store.set_current("public", FIRST)
    assert store.publications_file.stat().st_mode & 0o777 == 0o644


def test_publishing_mends_a_damaged_pointer(store: StorePaths) -> None:
    store.set_current("public", FIRST)
    (store.root / "current-public").write_text("nonsense")
    with pytest.raises(StoreError):
        store.published()
    store.set_current("public", SECOND)
    assert SECOND in store.published()
