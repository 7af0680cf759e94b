"""From one version to another by cause: a pair with hand-computed rows, and generated versions that add up."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.ledger.store.build import build
from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions import FIGURES, comparison
from smart_tokyo.versions.comparison import TooLarge, bridge, counts, headlines, kept_file, listed
from tests.ledger.sources import core

AUDIENCES = ("internal", "public")
KEPT = ("bridge_rows", "changes", "change_rows", "totals")
BEFORE, NOW = dt.date(2025, 3, 31), dt.date(2025, 9, 30)

PROJECTS = """project_id,programme_id,area_id,title_ja,theme,status,start_fy,published
p1,prog-a,area-a,一つめ,mobility,active,2022,true
p2,prog-a,area-a,二つめ,mobility,active,2022,true
p4,prog-a,area-a,四つめ,mobility,active,2022,true
"""
GRANTS = """project_id,fiscal_year,requested_yen,decided_yen,decided_on
p1,2033,,100,2024-05-01
p1,2022,,200,2025-05-01
p1,2023,50,,
p1,2024,,400,2024-05-01
p1,2025,,500,2024-05-01
p1,2026,,600,2024-05-01
p1,2028,,800,2024-05-01
p1,2029,,900,2024-05-01
p1,2030,70,,
p1,2031,,1050,2024-05-01
p1,2032,,1100,2024-05-01
p2,2022,,2000,2024-05-01
p4,2022,,4000,2024-05-01
"""
CHANGES = "project_id,fiscal_year,changed_on,decided_yen,reason\np1,2029,2025-08-01,950,cost\n"
# what each row is about: the original decision's day has come, its cell is filled, a change between the days …
NEW_PROJECTS = PROJECTS.replace(
    "二つめ,mobility,active,2022,true", "二つめ,mobility,active,2022,false"
).replace("p4,prog-a,area-a,四つめ", "p3,prog-a,area-a,三つめ")
NEW_GRANTS = """project_id,fiscal_year,requested_yen,decided_yen,decided_on
p1,2022,,200,2025-05-01
p1,2023,50,300,2025-06-01
p1,2024,,400,2024-05-01
p1,2025,,510,2024-05-01
p1,2026,,,
p1,2027,,700,2025-04-10
p1,2028,,800,2024-05-01
p1,2029,,900,2024-05-01
p1,2030,71,1000,2025-06-01
p1,2031,,1050,2024-05-01
p1,2032,,1100,2024-05-01
p2,2022,,2000,2024-05-01
p3,2025,,3000,2025-04-10
"""
NEW_CHANGES = f"""{CHANGES}p1,2024,2025-07-01,450,scope
p1,2028,2025-01-10,820,scope
p1,2031,2025-10-01,1,cost
p1,2032,{NOW},1150,partner
"""
# of p1 by year, and of p3: cause, old and new value of the decided amount, the table with the cell that gives it
DECIDED = {
    ("p3", 2025): ("new_project", None, 3000, "grants"),
    ("p1", 2027): ("new_row", None, 700, "grants"),
    ("p1", 2033): ("removed", 100, None, "grants"),
    ("p1", 2022): ("date_passed", None, 200, "grants"),
    ("p1", 2029): ("date_passed", 900, 950, "grant_changes"),
    ("p1", 2023): ("recorded", None, 300, "grants"),
    ("p1", 2024): ("changed", 400, 450, "grant_changes"),
    ("p1", 2032): ("changed", 1100, 1150, "grant_changes"),
    ("p1", 2025): ("corrected", 500, 510, "grants"),
    ("p1", 2026): ("corrected", 600, None, "grants"),
    ("p1", 2028): ("corrected", 800, 820, "grants"),
    ("p1", 2030): ("corrected", None, 1000, "grants"),  # another amount of the row is altered
}


Pair = tuple[StorePaths, str, str]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("pair")
    old = core(folder / "old", projects=PROJECTS, grants=GRANTS, grant_changes=CHANGES)
    new = core(folder / "new", projects=NEW_PROJECTS, grants=NEW_GRANTS, grant_changes=NEW_CHANGES)
    store = StorePaths(folder / "store")
    ids = [build(check_source(source), store, "x", day) for source, day in ((old, BEFORE), (new, NOW))]
    return store, ids[0], ids[1]


@pytest.fixture(params=AUDIENCES)
def opened(pair: Pair, request: pytest.FixtureRequest) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    with comparison.opened(*pair, request.param) as con:
        yield con, request.param


def told(con: duckdb.DuckDBPyConnection, figure: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in bridge(con, figure)]


def test_every_cause_is_met_and_counted(opened: tuple[duckdb.DuckDBPyConnection, str]) -> None:
    con, audience = opened
    # p4 left the ledger; the public sees p2, which is no longer published, no more
    gone = (2, -4100) if audience == "internal" else (3, -6100)
    assert told(con, "decided_yen") == [
        ("new_project", 1, 3000),
        ("new_row", 1, 700),
        ("removed", *gone),
        ("date_passed", 2, 250),
        ("recorded", 1, 300),
        ("changed", 2, 100),
        ("corrected", 4, 430),
    ]
    assert told(con, "requested_yen") == [("corrected", 1, 1)]
    assert told(con, "settled_yen") == told(con, "paid_yen") == []
    lost = -1 if audience == "internal" else -2
    assert told(con, "projects") == [("new_project", 1, 1), ("removed", -lost, lost)]
    assert headlines(con)["projects"] == ((3, 3) if audience == "internal" else (3, 2))


def test_the_rows_say_what_was_and_is_and_where_it_stands(
    opened: tuple[duckdb.DuckDBPyConnection, str],
) -> None:
    con, audience = opened
    rows = listed(con, "bridge_rows", 100, figure="decided_yen")
    shown = {
        (row["project_id"], row["fiscal_year"]): (
            row["cause"],
            row["old_value"],
            row["new_value"],
            row["table_name"],
        )
        for row in rows
        if row["project_id"] not in (None, "p4")
    }
    assert shown == DECIDED
    (changed,) = [row for row in rows if row["fiscal_year"] == 2032]
    assert (changed["file"], changed["row_number"]) == ("grant_changes.csv", 6)
    (removed,) = [row for row in rows if row["fiscal_year"] == 2033]
    assert (removed["file"], removed["row_number"]) == ("grants.csv", 2), "in the older source"
    assert listed(con, "bridge_rows", 1, 1, figure="decided_yen", cause="changed")[0]["fiscal_year"] == 2032


def test_a_row_says_which_day_came_and_which_changes_are_behind_it(tmp_path: Path) -> None:
    """All changes in their order, each with its reason and its cell; of a day that came alone, that day."""
    head = "project_id,fiscal_year,changed_on,decided_yen,reason,reason_ja\n"
    ahead = f"{head}p1,2029,2025-08-01,950,cost,\n"
    changes = (
        f"{ahead}p1,2024,2025-07-01,450,scope,\np1,2024,2025-05-01,460,partner,連携先が抜けた\n"
        "p1,2028,2025-01-10,820,disaster,\np1,2032,2024-12-01,1100,other,\np1,2032,2025-10-01,9,other,\n"
    )
    store = StorePaths(tmp_path / "store")
    ids = [
        build(check_source(core(tmp_path / name, projects=PROJECTS, **rows)), store, "x", day)
        for name, day, rows in (
            ("old", BEFORE, {"grants": GRANTS, "grant_changes": ahead}),
            ("new", NOW, {"grants": GRANTS, "grant_changes": changes}),
        )
    ]
    told = {}
    for audience in AUDIENCES:
        with comparison.opened(store, *ids, audience) as con:
            told[audience] = listed(con, "bridge_rows", 100, figure="decided_yen")
    assert told["internal"] == told["public"]
    columns = ("changed_on", "reason", "reason_ja", "row_number")
    found = {
        row["fiscal_year"]: (
            row["cause"],
            str(row["passed_on"]),
            [(str(day), *rest) for day, *rest in (map(step.get, columns) for step in row["steps"] or ())],
        )
        for row in told["public"]
    }
    assert found == {
        2022: ("date_passed", "2025-05-01", []),
        2029: ("date_passed", "None", [("2025-08-01", "cost", None, 2)]),
        2024: (
            "changed",
            "None",
            [("2025-05-01", "partner", "連携先が抜けた", 4), ("2025-07-01", "scope", None, 3)],
        ),
        2028: ("corrected", "None", [("2025-01-10", "disaster", None, 5)]),
    }


def test_the_public_is_told_how_many_and_how_much_of_what_is_hidden_alone(pair: Pair) -> None:
    with comparison.opened(*pair, "public") as con:
        for figure, rows, value in (("decided_yen", 2, 6000), ("projects", 2, 2)):
            (hidden,) = [one for one in listed(con, "bridge_rows", 100, figure=figure) if one["rows"] > 1]
            told = {name: found for name, found in hidden.items() if found is not None}
            assert told.pop("new_value", 0) == 0
            assert told == {"figure": figure, "cause": "removed", "rows": rows, "old_value": value}
        text = str(con.table("bridge_rows").fetchall()) + str(con.table("changes").fetchall())
        assert "p2" not in text and "p4" not in text
        gone = listed(con, "changes", 100, cause="removed")
        hidden_rows = [one for one in gone if one["project_id"] is None]
        assert len(hidden_rows) == 4 and len(gone) == 5, "what is gone of a project that stays is told"
        for row in hidden_rows:
            assert {name for name, found in row.items() if found is not None} == {"cause", "table_name"}


def test_cells_and_rows_by_cause(opened: tuple[duckdb.DuckDBPyConnection, str]) -> None:
    con, audience = opened

    def found(cause: str, *columns: str) -> list[tuple[Any, ...]]:
        rows = listed(con, "changes", 100, cause=cause)
        return [tuple(str(row[one]).replace("\x1f", "/") for one in columns) for row in rows]

    key = ("table_name", "row_key")
    assert found("new_project", *key) == [("grants", "p3/2025"), ("projects", "p3")]
    assert found("new_row", *key) == [("grant_changes", "p1/2031/2025-10-01"), ("grants", "p1/2027")]
    assert found("date_passed", *key, "column_name", "new_value") == [
        ("grant_changes", "p1/2029/2025-08-01", "changed_on", "2025-08-01"),
        ("grants", "p1/2022", "decided_on", "2025-05-01"),
    ]
    assert found("recorded", "row_key", "column_name", "new_value") == [
        ("p1/2023", "decided_on", "2025-06-01"),
        ("p1/2023", "decided_yen", "300"),
        ("p1/2030", "decided_on", "2025-06-01"),
        ("p1/2030", "decided_yen", "1000"),
    ]
    assert found("changed", *key) == [
        ("grant_changes", f"p1/{key}") for key in ("2024/2025-07-01", "2028/2025-01-10", f"2032/{NOW}")
    ]
    late = ("p1/2028/2025-01-10", "True")  # dated before the older version, which did not have it
    assert [one for one in found("changed", "row_key", "is_late") if one[1] != "None"] == [late]
    published = [("p2", "published", "true", "false")] if audience == "internal" else []
    assert found("corrected", "row_key", "column_name", "old_value", "new_value") == [
        ("p1/2025", "decided_yen", "500", "510"),
        ("p1/2026", "decided_on", "2024-05-01", "None"),
        ("p1/2026", "decided_yen", "600", "None"),
        ("p1/2030", "requested_yen", "70", "71"),
        *published,
    ]
    assert counts(con) == {
        "new_project": 2, "new_row": 2, "removed": 3 if audience == "internal" else 5,
        "date_passed": 2, "recorded": 2, "changed": 3, "corrected": 3 + len(published),
    }  # fmt: skip
    for cause, rows in counts(con).items():
        assert len(listed(con, "change_rows", 100, cause=cause)) == rows
    (row,) = (
        one for one in listed(con, "change_rows", 100, row_key="p1\x1f2026") if one["cause"] == "corrected"
    )
    assert [(one["column_name"], one["new_value"]) for one in row["cells"]] == [
        ("decided_on", None),
        ("decided_yen", None),
    ]


def test_a_cell_that_a_change_explains_is_changed(tmp_path: Path) -> None:
    """Who writes the amount now in force over the original, and tells of the change, corrects nothing."""
    store = StorePaths(tmp_path / "store")
    over = GRANTS.replace("p1,2024,,400", "p1,2024,,450").replace("p1,2025,,500", "p1,2025,,501")
    changes = f"{CHANGES}p1,2024,2025-07-01,450,scope\np1,2025,2025-07-01,550,scope\n"
    ids = [
        build(check_source(core(tmp_path / name, projects=PROJECTS, **rows)), store, "x", day)
        for name, day, rows in (
            ("old", BEFORE, {"grants": GRANTS, "grant_changes": CHANGES}),
            ("new", NOW, {"grants": over, "grant_changes": changes}),
        )
    ]
    with comparison.opened(store, *ids, "public") as con:
        rows = listed(con, "changes", 100, table_name="grants")
        cells = {(row["cause"], row["column_name"], row["new_value"]) for row in rows}
    assert cells >= {("changed", "decided_yen", "450"), ("corrected", "decided_yen", "501")}


def test_a_consortium_and_its_members_are_named(tmp_path: Path) -> None:
    store, ids = StorePaths(tmp_path / "store"), []
    tables = {
        "consortia": "consortium_id,name_ja,name_en\nc1,連携体,Consortium\n",
        "organizations": "organization_id,name_ja,name_en,kind\no1,大学,University,university\no2,社,Firm,company\n",
    }
    for name, day, members in (("old", BEFORE, "c1,o2,lead"), ("new", NOW, "c1,o1,lead")):
        members = f"consortium_id,organization_id,role\n{members}\n"
        source = core(tmp_path / name, projects=PROJECTS, **tables, consortium_members=members)
        ids.append(build(check_source(source), store, "x", day))
    with comparison.opened(store, *ids, "internal") as con:
        rows = listed(con, "change_rows", 100, table_name="consortium_members")
        named = [(row["cause"], row["name_ja"], row["name_en"]) for row in rows]
    assert named == [
        ("new_row", "連携体・大学", "Consortium, University"),
        ("removed", "連携体・社", "Consortium, Firm"),
    ]


def test_other_sql_is_kept_apart(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where Python makes it of the schema."""
    before = kept_file(*pair, "public")
    with monkeypatch.context() as other:
        other.setattr(comparison, "tables", dict)
        comparison._digest.cache_clear()
        assert kept_file(*pair, "public") != before
    comparison._digest.cache_clear()
    assert kept_file(*pair, "public") == before


def test_what_is_kept_is_what_is_found_and_for_its_audience(pair: Pair) -> None:
    store, old, new = pair
    for audience, mode, there in (("internal", 0o600, True), ("public", 0o644, False)):
        kept = kept_file(store, old, new, audience)
        assert kept.exists() == there, "made at build for the internal view, at publish for the public one"
        with comparison.compared(store, old, new, audience) as con:
            comparison.keep(store, con, old, new, audience)
            wanted = [con.table(name).fetchall() for name in KEPT]
        assert kept.stat().st_mode & 0o777 == mode
        with comparison.opened(store, old, new, audience) as con:
            assert [con.table(name).fetchall() for name in KEPT] == wanted
            with pytest.raises(duckdb.Error):
                con.execute("select * from read_text('/etc/hostname')")
        if not there:
            kept.unlink()


def test_what_is_not_kept_is_bounded_and_reaches_no_file(pair: Pair) -> None:
    with pytest.raises(TooLarge, match="python -m smart_tokyo bridge"):
        comparison.opened(*pair, "public", most=10)
    with comparison.opened(*pair, "public") as con, pytest.raises(duckdb.Error):
        con.execute("select * from read_text('/etc/hostname')")
    with pytest.raises(StoreError, match="no snapshot"):
        comparison.opened(pair[0], pair[1], "2025-01-01-000000000000", "public")


def test_a_damaged_database_is_said(pair: Pair, tmp_path: Path) -> None:
    store = StorePaths(shutil.copytree(pair[0].root, tmp_path / "store"))
    store.database(pair[1], "public").write_bytes(b"damaged")
    with pytest.raises(StoreError, match="damaged"):
        comparison.opened(store, *pair[1:], "public")


def edited(source: Path, target: Path, seed: int) -> Path:
    """A copy of a source in which some cells are emptied, filled or altered, projects hidden, and rows gone or new."""
    dice = random.Random(seed)
    target.mkdir()
    gone: set[tuple[str, ...]] = set()
    for path in sorted(source.iterdir(), reverse=True):  # grants before their changes
        if path.suffix != ".csv":
            (target / path.name).write_bytes(path.read_bytes())
            continue
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        if path.stem == "grants":
            gone = {tuple(row[:2]) for row in rows if dice.random() < 0.05}
            rows = [row for row in rows if tuple(row[:2]) not in gone]
            for row in rows:
                for place, name in enumerate(header):
                    if name.endswith("_yen") and dice.random() < 0.1:
                        row[place] = (
                            "" if row[place] and dice.random() < 0.3 else str(dice.randrange(1, 9_000_000))
                        )
        if path.stem == "grant_changes":
            rows = [row for row in rows if tuple(row[:2]) not in gone and dice.random() < 0.6]
        if path.stem == "projects":
            for row in rows:
                if dice.random() < 0.15:
                    row[header.index("published")] = dice.choice(("true", "false"))
        with (target / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return target


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> tuple[StorePaths, list[str]]:
    """Five versions of a generated ledger, each edited otherwise and some months after the one before."""
    folder = tmp_path_factory.mktemp("five")
    store, ids = StorePaths(folder / "store"), []
    source = folder / "source_0"
    generate(source, 25, 11)
    for n, day in enumerate(("2023-03-31", "2023-12-31", "2024-06-30", "2025-03-31", "2026-02-28")):
        if n:
            source = edited(folder / "source_0", folder / f"source_{n}", n)
        checked = check_source(source)
        assert checked.content is not None, [one for one in checked.findings if one.severity == "error"][:3]
        ids.append(build(checked, store, "x", dt.date.fromisoformat(day)))
    return store, ids


@pytest.mark.heavy
@pytest.mark.parametrize("audience", AUDIENCES)
def test_any_two_of_five_versions_add_up(audience: str, five: tuple[StorePaths, list[str]]) -> None:
    store, ids = five
    seen: set[str] = set()
    for old, new in itertools.combinations(ids, 2):
        with comparison.compared(store, old, new, audience) as con:
            totals = headlines(con)
            for figure in FIGURES:
                before, now = (one or 0 for one in totals[figure])
                rows = bridge(con, figure)
                assert sum(row["value"] for row in rows) == now - before, (old, new, figure)
                assert all(row["rows"] > 0 for row in rows)
                seen |= {row["cause"] for row in rows}
    assert seen >= {"new_row", "removed", "date_passed", "recorded", "corrected"}
    assert ("new_project" if audience == "public" else "changed") in seen
