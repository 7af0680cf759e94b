"""Differences between snapshots, and between a snapshot and a source that is not built yet."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.snapshot.diff import Change, Diff, diff_content, diff_snapshots, to_json, to_text
from smart_tokyo.ledger.store.build import build
from smart_tokyo.store import StoreError, StorePaths
from tests.ledger.sources import SMALL, changed, small

NEW_GRANTS = changed("grants", "pro-a,2023,,,,,,,,,,,\n", "pro-a,2024,,,,9000000,,,,,,,\n")
EXPECTED = {
    "grants": [
        ("removed", ("pro-a", 2023), None),
        ("added", ("pro-a", 2024), None),
    ],
    "kpi_values": [("changed", ("kpi-a", dt.date(2023, 3, 31)), "value")],
    "projects": [
        ("changed", ("pro-a",), "summary_ja"),
        ("changed", ("pro-a",), "note"),
    ],
}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The small source with some rows and values changed."""
    projects = changed("projects", "Example project,,", "Example project,新しい説明,").replace(
        "SECRET officer,SECRET note", "SECRET officer,SECRET other"
    )
    return check_source(
        small(
            tmp_path_factory.mktemp("other"),
            grants=NEW_GRANTS,
            projects=projects,
            kpi_values=changed("kpi_values", "12.5", "13"),
        )
    )


@pytest.fixture(scope="module")
def built(other: Checked, tmp_path_factory: pytest.TempPathFactory) -> tuple[StorePaths, str, str]:
    store = StorePaths(tmp_path_factory.mktemp("store"))
    return store, build(check_source(SMALL), store, "old"), build(other, store, "new")


def brief(diff: Diff) -> dict[str, list[tuple[str, tuple[object, ...], str | None]]]:
    return {name: [(one.kind, one.key, one.column) for one in diff.tables[name]] for name in diff.tables}


def test_rows_and_values_by_table_in_the_order_of_their_keys(built: tuple[StorePaths, str, str]) -> None:
    diff = diff_snapshots(*built)
    assert brief(diff) == EXPECTED
    assert diff.tables["kpi_values"] == [
        Change("kpi_values", "changed", ("kpi-a", dt.date(2023, 3, 31)), "value", 12.5, 13.0)
    ]
    added = diff.tables["grants"][1]
    assert added.old is None and added.new["decided_yen"] == 9_000_000 and added.new["paid_yen"] is None
    assert diff.tables["grants"][0].old["fiscal_year"] == 2023
    assert (diff.tables["projects"][0].old, diff.tables["projects"][0].new) == (None, "新しい説明")


def test_every_total_with_old_and_new(built: tuple[StorePaths, str, str]) -> None:
    store, old, new = built
    totals = diff_snapshots(store, old, new).totals
    rows = []
    for name in (old, new):
        with open_snapshot(store.database(name, "internal")) as con:
            rows += records(con, "programme_totals")
    assert totals == {figure: (rows[0][figure], rows[1][figure]) for figure in rows[0]}
    assert totals["decided_yen"] == (792_000_112, 801_000_112) and totals["projects"] == (2, 2)


def test_the_public_difference_holds_nothing_internal(built: tuple[StorePaths, str, str]) -> None:
    diff = diff_snapshots(*built, "public")
    assert brief(diff) == EXPECTED | {"projects": EXPECTED["projects"][:1]}
    assert diff.totals["decided_yen"] == (15_000_000, 24_000_000)
    assert "SECRET" not in to_json(diff)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_an_unbuilt_source_differs_as_it_will_when_it_is_built(
    built: tuple[StorePaths, str, str], other: Checked, audience: str
) -> None:
    store, old, new = built
    assert other.content is not None and other.as_of is not None
    assert diff_content(store, old, other.content, other.as_of, audience) == diff_snapshots(
        store, old, new, audience
    )
    assert diff_content(store, new, other.content, other.as_of, audience).tables == {}


def test_without_a_snapshot_all_is_new(tmp_path: Path, other: Checked) -> None:
    assert other.content is not None and other.as_of is not None
    diff = diff_content(StorePaths(tmp_path), None, other.content, other.as_of, "public")
    assert {one.kind for changes in diff.tables.values() for one in changes} == {"added"}
    assert len(diff.tables["grants"]) == 2 and diff.totals["projects"] == (None, 1)


def test_a_snapshot_that_the_process_has_open_can_be_compared(built: tuple[StorePaths, str, str]) -> None:
    store, old, new = built
    with open_snapshot(store.database(old, "internal")) as con:
        assert brief(diff_snapshots(store, old, new)) == EXPECTED
        assert records(con, "programme_totals")[0]["projects"] == 2


def test_the_as_of_date_changes_totals_without_a_row(tmp_path: Path) -> None:
    store, source = StorePaths(tmp_path), check_source(SMALL)
    early, late = (build(source, store, "x", day) for day in (dt.date(2022, 6, 1), dt.date(2025, 10, 1)))
    diff = diff_snapshots(store, early, late)
    assert diff.tables == {} and diff.totals["settled_yen"] == (None, 14_000_000)
    assert "settled_yen: NULL -> 14000000" in to_text(diff)
    assert to_text(diff_snapshots(store, late, late)) == "no difference"


def test_text_and_json(built: tuple[StorePaths, str, str]) -> None:
    diff = diff_snapshots(*built)
    text = to_text(diff)
    assert "grants: added 1, removed 1" in text and "+ pro-a, 2024" in text and "- pro-a, 2023" in text
    assert (
        "* kpi-a, 2023-03-31  value: 12.5 -> 13.0" in text and "decided_yen: 792000112 -> 801000112" in text
    )
    listed = json.loads(to_json(diff))
    assert set(listed) == {"tables", "totals"}
    assert listed["totals"]["decided_yen"] == {"old": 792_000_112, "new": 801_000_112}
    assert listed["tables"]["kpi_values"] == [
        {"table": "kpi_values", "kind": "changed", "key": ["kpi-a", "2023-03-31"], "column": "value",
         "old": 12.5, "new": 13.0}
    ]  # fmt: skip
    assert listed["tables"]["grants"][1]["new"]["fiscal_year"] == 2024


@pytest.mark.parametrize("wanted", ["2025-01-01-000000000000", "latest", "../x"])
def test_a_snapshot_that_is_not_there_is_told(built: tuple[StorePaths, str, str], wanted: str) -> None:
    with pytest.raises(StoreError):
        diff_snapshots(built[0], built[1], wanted)
