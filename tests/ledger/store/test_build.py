"""Snapshots: same content, same id; nothing hidden in the public file; a failure changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo.formats import TOKYO
from smart_tokyo.ledger.checking.check import Checked, check_source
from smart_tokyo.ledger.snapshot import databases as writing
from smart_tokyo.ledger.snapshot.databases import snapshot_id
from smart_tokyo.ledger.store import build as building
from smart_tokyo.ledger.store.build import build, publish, read_manifest, rollback
from smart_tokyo.ledger.store.commit import locked
from smart_tokyo.ledger.tables import ddl, models
from smart_tokyo.operating.files import sha256
from smart_tokyo.schema import tables
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import ID, LAYOUT, Moved, StoreError, StorePaths, check_layout
from tests.conftest import figures_kept
from tests.ledger.sources import SMALL, changed, core, held, small

AS_OF = dt.date(2025, 10, 1)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_source(SMALL)


@pytest.fixture(scope="module")
def built(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> tuple[StorePaths, str]:
    store = StorePaths(tmp_path_factory.mktemp("store"))
    with figures_kept():
        return store, build(checked, store, "small")


@pytest.fixture
def opened(built: tuple[StorePaths, str]) -> Iterator[Callable[[str], duckdb.DuckDBPyConnection]]:
    store, name = built
    connections = []

    def open_one(audience: str) -> duckdb.DuckDBPyConnection:
        connections.append(duckdb.connect(str(store.database(name, audience)), read_only=True))
        return connections[-1]

    yield open_one
    for one in connections:
        one.close()


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its SHA-256, but for the lock."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def identity(source: Path) -> str:
    found = check_source(source)
    assert found.content is not None, found.findings
    return snapshot_id(found.content, AS_OF)


# ---- the id


def shuffled(text: str) -> str:
    """A CSV text (without quotes) with rows and columns in another order."""
    header, *lines = [line.split(",") for line in text.splitlines()]
    places = list(range(len(header)))
    random.Random(1).shuffle(places)
    random.Random(2).shuffle(lines)
    return "".join(",".join(line[place] for place in places) + "\n" for line in [header, *lines])


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    original = identity(core(tmp_path / "a"))
    other = core(tmp_path / "b")
    for path in sorted(other.glob("*.csv"), reverse=True):
        path.write_bytes(shuffled(path.read_text("utf-8")).replace("\n", "\r\n").encode("cp932"))
    (other / "organizations.csv").rename(other / "団体.csv")
    (other / "dataset.yaml").write_text("label_ja: 別の名\nfictional: false\n", "utf-8")
    assert identity(other) == original
    assert ID.fullmatch(original) and original.startswith("2025-10-01-")


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("projects", "例の事業", "例の事業。"),
        ("projects", "SECRET note", "SECRET note 2"),
        ("projects", ",mobility,IoT;5G,active,2022,,", ",mobility,IoT;5G,active,2022,2022,"),
        (
            "consortia",
            "con-a,例の連携体,Example consortium,2022-05-01,\n",
            "con-a,例の連携体,Example consortium,,\n",
        ),
    ],
)
def test_any_change_of_a_value_changes_the_id(tmp_path: Path, table: str, old: str, new: str) -> None:
    plain, other = core(tmp_path / "a"), core(tmp_path / "b", **{table: changed(table, old, new)})
    assert identity(plain) != identity(other)


def test_a_form_of_a_value_does_not_change_the_id(tmp_path: Path) -> None:
    other = core(tmp_path / "b", projects=changed("projects", ",2022,,true", ",令和4年度,未定,はい"))
    assert identity(other) == identity(core(tmp_path / "a"))


def test_the_id_names_the_as_of_date(checked: Checked) -> None:
    assert checked.content is not None
    one, other = (snapshot_id(checked.content, dt.date(2025, 4, day)) for day in (1, 2))
    assert one[:11] == "2025-04-01-" and one[11:] == other[11:]


# ---- what is in it


def test_both_databases_hold_the_tables_of_the_contract(
    opened: Callable[[str], duckdb.DuckDBPyConnection], checked: Checked
) -> None:
    assert checked.content is not None
    con = opened("internal")
    for name, table in tables().items():
        listed = ", ".join(table.columns)
        order = ", ".join(table.primary_key)
        assert con.execute(f"select {listed} from {name} order by {order}").fetchall() == (
            held(checked, name)
        ), name
    there = {row[0] for row in opened("public").execute("select table_name from duckdb_tables()").fetchall()}
    assert there >= {name for name, table in tables().items() if table.visibility == "public"}
    assert not there & {name for name, table in tables().items() if table.visibility == "internal"}


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_snapshot_describes_itself(
    built: tuple[StorePaths, str], opened: Callable[[str], duckdb.DuckDBPyConnection], audience: str
) -> None:
    con = opened(audience)
    rows = con.execute("select * exclude (built_at) from snapshot").fetchall()
    assert rows == [(built[1], AS_OF, "小さな例", "A small example", True, LAYOUT)]
    check_layout(con)


def visible_rows(con: duckdb.DuckDBPyConnection) -> dict[str, set[Any]]:
    """The first column of what the source brought, by table."""
    named = "select table_name from duckdb_tables() where schema_name = 'main'"
    names = [row[0] for row in con.execute(named).fetchall()]
    return {name: {row[0] for row in con.execute(f"select * from {name}").fetchall()} for name in names}


def test_public_is_what_hangs_on_published_projects_and_issues(
    opened: Callable[[str], duckdb.DuckDBPyConnection],
) -> None:
    there = visible_rows(opened("public"))
    expected = {
        "projects": {"pro-a"}, "grants": {"pro-a"}, "milestones": {"mil-a"}, "kpis": {"kpi-a"},
        "kpi_values": {"kpi-a"}, "status_reports": {"pro-a"}, "support": {"sup-a"}, "issues": {"iss-a"},
        "consortia": {"con-a"}, "consortium_members": {"con-a"}, "organizations": {"org-city", "org-firm"},
        "events": {"eve-a"},
    }  # fmt: skip
    assert {name: there[name] for name in expected} == expected
    for name, seen, hidden in [
        ("areas", "area-a", "area-hidden"),
        ("area_municipalities", "area-a", "area-hidden"),
        ("programmes", "prog-a", "prog-hidden"),
        ("sources", "src-a", "src-hidden"),
        ("timeline", "time-a", "time-hidden"),
        ("themes", "mobility", "theme-hidden"),
    ]:
        assert seen in there[name] and hidden not in there[name], name
    assert {"time-none"} <= there["timeline"] and {"131075", "131199"} <= there["municipalities"]


def test_no_secret_is_anywhere_in_the_public_database(
    built: tuple[StorePaths, str], opened: Callable[[str], duckdb.DuckDBPyConnection]
) -> None:
    assert secrets(opened("internal")) > 30
    assert secrets(opened("public")) == 0
    data = built[0].database(built[1], "public").read_bytes()
    assert b"SECRET" not in data and b"officer" not in data


def secrets(con: duckdb.DuckDBPyConnection) -> int:
    """How many rows of any table or view have SECRET, or an amount of the hidden project, in them."""
    names = con.execute(
        "select table_name from information_schema.tables where table_schema = 'main'"
    ).fetchall()
    found = 0
    for (name,) in names:
        found += sum(
            bool(re.search("SECRET|hidden|77700011", str(row)))
            for row in con.execute(f"from {name}").fetchall()
        )
    return found


def test_the_manifest_tells_all(built: tuple[StorePaths, str]) -> None:
    store, name = built
    manifest = read_manifest(store, name)
    assert (manifest["id"], manifest["as_of"], manifest["layout"]) == (name, "2025-10-01", LAYOUT)
    assert manifest["label_ja"] == "小さな例" and manifest["fictional"] is True
    assert (
        manifest["files"]["grants.csv"] == sha256(SMALL / "grants.csv")
        and "dataset.yaml" in manifest["files"]
    )
    assert manifest["rows"]["internal"]["grants"] == 3 and manifest["rows"]["public"]["grants"] == 2
    assert "hearings" not in manifest["rows"]["public"]
    for file in ("internal.duckdb", "public.duckdb"):
        assert manifest["databases"][file] == sha256(store.snapshot_dir(name) / file)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", manifest["built_at"]) and manifest["code_version"]


def test_findings_are_kept_with_the_snapshot(tmp_path: Path) -> None:
    found = check_source(core(tmp_path, projects=changed("projects", ",2022,,true", ",R4,,true")))
    store = StorePaths(tmp_path / "store")
    (kept,) = read_manifest(store, build(found, store, "x"))["findings"]
    assert (kept["code"], kept["value"], kept["expected"]) == ("normalised", "R4", "2022")


def test_files_are_private_where_they_hold_internal_rows(built: tuple[StorePaths, str]) -> None:
    store, name = built
    folder = store.snapshot_dir(name)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {
        "internal.duckdb": 0o600, "public.duckdb": 0o644, "public.sha256": 0o644, "manifest.json": 0o600
    }  # fmt: skip
    told = (folder / "public.sha256").read_text()
    assert told == f"{sha256(folder / 'public.duckdb')}  public.duckdb\n"
    assert not list(store.root.glob(".building-*"))


# ---- building again, labels, dates


def test_a_built_snapshot_is_not_built_again(
    checked: Checked, built: tuple[StorePaths, str], capsys: pytest.CaptureFixture[str]
) -> None:
    store, name = built
    before = contents(store.root)
    assert build(checked, store, "small") == name
    assert capsys.readouterr().err == ""
    assert build(checked, store, "small", label="another") == name
    assert "小さな例" in capsys.readouterr().err
    assert contents(store.root) == before


def test_label_and_date_of_the_command_win(checked: Checked, tmp_path: Path) -> None:
    store = StorePaths(tmp_path)
    manifest = read_manifest(store, build(checked, store, "x", dt.date(2024, 3, 31), "my label"))
    assert (manifest["as_of"], manifest["label_ja"], manifest["label_en"]) == (
        "2024-03-31", "my label", "my label"
    )  # fmt: skip


def test_without_dataset_file_the_label_is_the_sources_name_and_the_date_today(tmp_path: Path) -> None:
    store = StorePaths(tmp_path / "store")
    manifest = read_manifest(store, build(check_source(core(tmp_path)), store, "my-source"))
    assert manifest["label_ja"] == manifest["label_en"] == "my-source" and manifest["fictional"] is False
    assert manifest["as_of"] == dt.datetime.now(TOKYO).date().isoformat()


# ---- publish


def test_publish_moves_the_public_pointer(checked: Checked, tmp_path: Path) -> None:
    store = StorePaths(tmp_path)
    with pytest.raises(StoreError, match="build one first"):
        publish(store)
    first = build(checked, store, "x", dt.date(2025, 1, 1))
    second = build(checked, store, "x", dt.date(2025, 2, 1))
    assert (store.current("internal"), store.current("public")) == (second, None)
    assert publish(store) == second == store.current("public")
    assert publish(store, first) == first == store.current("public")
    assert store.current("internal") == second and store.ids() == [first, second]


def test_what_was_decided_on_another_view_is_not_done(checked: Checked, tmp_path: Path) -> None:
    """Asked under the lock: whoever moved a view between the look and the click has to be seen first."""
    store = StorePaths(tmp_path)
    first = build(checked, store, "first")
    seen = store.shown()
    assert publish(store, seen=seen) == first
    for late in (
        lambda: build(checked, store, "late", dt.date(2026, 12, 1), seen=seen),
        lambda: publish(store, first, seen=seen),
        lambda: rollback(store, first, seen=seen),
    ):
        with pytest.raises(Moved):
            late()
    assert store.ids() == [first] and len((tmp_path / "history.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize("wanted", ["2025-01-01-000000000000", "../../etc", "latest", ""])
def test_publish_refuses_what_is_not_there(built: tuple[StorePaths, str], wanted: str) -> None:
    with pytest.raises(StoreError):
        publish(built[0], wanted or "x")


def test_a_damaged_snapshot_is_not_published(checked: Checked, tmp_path: Path) -> None:
    store = StorePaths(tmp_path)
    database = store.database(build(checked, store, "x"), "public")
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        publish(store)
    assert store.current("public") is None


def test_a_pointer_that_is_no_id_is_told(tmp_path: Path) -> None:
    (tmp_path / "current-public").write_text("../../elsewhere\n")
    with pytest.raises(StoreError, match="no snapshot ID"):
        StorePaths(tmp_path).current("public")


# ---- failures


@pytest.mark.parametrize(
    "broken", ["run_models", "visible", "create_table", "sha256", "fsync", "fsync a folder", "set_current"]
)
def test_a_build_that_fails_leaves_the_store_as_it_was(
    checked: Checked, built: tuple[StorePaths, str], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    store, _ = built
    before = contents(store.root)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if broken == "set_current":
        monkeypatch.setattr(StorePaths, "set_current", fail)
    elif broken == "fsync a folder":
        monkeypatch.setattr(building, "fsync", lambda path: fail() if path.is_dir() else None)
    else:
        module = next(one for one in (building, writing, models, ddl) if hasattr(one, broken))
        monkeypatch.setattr(module, broken, fail)
    with pytest.raises(OSError, match="No space left"):
        build(checked, store, "small", dt.date(2030, 1, 1))
    assert contents(store.root) == before
    assert not list(store.root.glob(".building-*"))


KILLED = """
import os, sys
from pathlib import Path
from smart_tokyo.ledger.tables import models
from smart_tokyo.commands.cli import main
models.keep_figures = lambda *_: os._exit(9)
main(["build", sys.argv[1], "--store", sys.argv[2], "--as-of", "2030-01-01"])
"""

WAITING = """
import sys
from pathlib import Path
from smart_tokyo.ledger.store.commit import locked
from smart_tokyo.store import StorePaths
with locked(StorePaths(Path(sys.argv[1]))):
    print("inside", flush=True)
"""


def test_a_killed_build_changes_nothing_and_is_cleared_by_the_next(checked: Checked, tmp_path: Path) -> None:
    store = StorePaths(tmp_path)
    first = build(checked, store, "small")
    before = contents(store.root)
    assert subprocess.run([sys.executable, "-c", KILLED, SMALL, tmp_path], cwd=PROJECT).returncode == 9
    left = list(store.root.glob(".building-*"))
    assert left and {name for name in contents(store.root) if not name.startswith(".building-")} == set(
        before
    )
    assert store.current("internal") == first
    assert build(checked, store, "small") == first
    assert contents(store.root) == before and not list(store.root.glob(".building-*"))


def test_a_second_writer_waits_and_says_for_whom(tmp_path: Path) -> None:
    with locked(StorePaths(tmp_path)):
        process = subprocess.Popen(
            [sys.executable, "-c", WAITING, tmp_path],
            cwd=PROJECT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stderr is not None
        assert f"waiting: process {os.getpid()} is writing" in process.stderr.readline()
    assert process.communicate(timeout=30) == ("inside\n", "")


def test_a_source_with_errors_is_not_built(tmp_path: Path) -> None:
    found = check_source(small(tmp_path, grants="project_id,fiscal_year\nnobody,2024\n"))
    with pytest.raises(ValueError, match="errors"):
        build(found, StorePaths(tmp_path / "store"), "x")
    assert not (tmp_path / "store").exists()


def test_another_layout_is_refused(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("create table snapshot as select 'x' as snapshot_id, 0 as layout")
        with pytest.raises(StoreError, match="layout 0"):
            check_layout(con)


def test_a_reference_to_a_row_that_is_not_there_is_not_built(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path))
    assert checked.content is not None
    content = {**checked.content, "areas": checked.content["areas"][:0]}
    with pytest.raises(
        duckdb.ConstraintException, match="area_municipalities refers to rows of areas that are not there"
    ):
        build(replace(checked, content=content), StorePaths(tmp_path / "store"), "broken")


def test_an_empty_ledger_can_be_built(tmp_path: Path) -> None:
    checked = check_source(core(tmp_path))
    assert checked.content is not None
    content = {name: rows[:0] for name, rows in checked.content.items()}
    empty = replace(checked, content=content)
    store = StorePaths(tmp_path / "store")
    assert (
        json.loads(store.manifest(build(empty, store, "empty")).read_text("utf-8"))["rows"]["public"][
            "grants"
        ]
        == 0
    )
