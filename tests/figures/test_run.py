"""Running a named query, or a part of one: types, parameters, and wrong ones; nothing else is in reach."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo.figures import (
    Among,
    BadParameter,
    Filters,
    Kept,
    Part,
    catalog,
    columns,
    open_snapshot,
    page,
    records,
    taken,
)
from smart_tokyo.figures.run import NOTHING_KEPT, UnknownParameter, UnknownQuery, _executed
from smart_tokyo.named_sql import SELECTION
from smart_tokyo.operating.files import READER
from smart_tokyo.store import StorePaths
from tests.queries.ledger import AS_OF, build

LEDGER = {
    "grants": """
        fiscal_year | decided_yen | paid_yen
        2024        | 5           | -
        2025        | -           | -
    """,
    "status_reports": "reported_on | rag\n2026-03-01 | green",
}

ENDLESS = "select sum(a.range * b.range) as n from range(10000000) as a cross join range(1000000) as b"


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        yield build(con, LEDGER, AS_OF, "internal").con


def test_records_are_plain(con: duckdb.DuckDBPyConnection) -> None:
    assert records(con, "funding_by_theme") == [
        {"theme": "mobility", "projects": 1, "eligible_expense_yen": None, "decided_yen": 5, "paid_yen": None}
    ]
    (progress,) = records(con, "project_progress")
    assert progress["last_report_on"] == dt.date(2026, 3, 1) and progress["disagree"] is False
    assert [row["decided_yen"] for row in records(con, "grant_ledger")] == [5, None]
    assert (
        columns(con, "grant_ledger")[:2]
        == list(records(con, "grant_ledger")[0])[:2]
        == ["project_id", "fiscal_year"]
    )


@pytest.mark.parametrize(
    "params",
    [{"from_fy": 2025}, {"from_fy": "2025"}, {"from_fy": 2025, "theme": None}, Filters(from_fy=2025)],
)
def test_parameters(con: duckdb.DuckDBPyConnection, params: object) -> None:
    assert [row["fiscal_year"] for row in records(con, "grant_ledger", params)] == [2025]  # type: ignore[arg-type]


def test_a_common_parameter_that_a_query_does_not_declare_has_no_effect(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert len(records(con, "project_progress", {"from_fy": 2030})) == 1
    assert len(records(con, "snapshot_info", Filters(theme="tourism"))) == 1


@pytest.mark.parametrize(
    ("name", "params", "error", "words"),
    [
        ("funding_by_arae", {}, UnknownQuery, ["funding_by_arae", "did you mean", "funding_by_area"]),
        ("zzz", {}, UnknownQuery, ["zzz", "grant_ledger", "programme_totals"]),
        ("grant_ledger", {"year": 2025}, UnknownParameter, ["grant_ledger", "year", "from_fy", "project_id"]),
        ("snapshot_info", {"year": 2025}, UnknownParameter, ["snapshot_info", "year", "from_fy"]),
        ("grant_ledger", {"from_fy": "next"}, BadParameter, ["from_fy", "next", "2019", "2040"]),
        ("grant_ledger", {"to_fy": 2041}, BadParameter, ["to_fy", "2041", "2019", "2040"]),
        ("project_progress", {"to_fy": "x"}, BadParameter, ["to_fy"]),
        ("grant_ledger", {"theme": 5}, BadParameter, ["theme", "5"]),
    ],
)
def test_one_sentence_says_what_is_wrong_and_what_is_right(
    con: duckdb.DuckDBPyConnection,
    name: str,
    params: dict[str, object],
    error: type[ValueError],
    words: list[str],
) -> None:
    for run in (columns, records):
        with pytest.raises(error) as raised:
            run(con, name, params)
        said = str(raised.value)
        assert isinstance(raised.value, ValueError) and "\n" not in said
        assert all(word in said for word in words)


def test_values_are_bound_not_pasted(con: duckdb.DuckDBPyConnection) -> None:
    assert records(con, "grant_ledger", {"theme": "'; drop table grants; --"}) == []
    assert len(records(con, "grant_ledger")) == 2


def test_many_calls_at_once(con: duckdb.DuckDBPyConnection) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: records(con, "programme_totals")[0]["decided_yen"], range(80)))
    assert found == [5] * 80


def test_the_catalog_is_read_once() -> None:
    assert catalog() is catalog()
    assert catalog()["grant_ledger"].parameters == (
        "programme_id", "from_fy", "to_fy", "area_id", "theme", "project_id",
    )  # fmt: skip
    assert catalog()["snapshot_info"].parameters == ()
    assert catalog()["grant_ledger"].doc.startswith("Every grant")


@pytest.mark.parametrize(("limit", "offset"), [(5, 0), (5, 3), (86, 0), (1, 85), (10, 10_000)])
def test_a_page_is_a_part_of_the_records(sample_store: Path, limit: int, offset: int) -> None:
    paths = StorePaths(sample_store)
    with open_snapshot(paths.database(paths.ids()[0], "public")) as con:
        everything = [tuple(row.values()) for row in records(con, "grant_ledger")]
        columns, rows, more = page(con, "grant_ledger", {}, limit, offset)
    assert columns[:2] == ["project_id", "fiscal_year"]
    assert rows == everything[offset : offset + limit]
    assert more == (len(everything) > offset + limit)


def test_a_query_is_stopped_when_its_time_is_over(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = catalog()["programme_totals"]._replace(sql=ENDLESS, parameters=())
    monkeypatch.setitem(catalog(), "programme_totals", slow)
    with pytest.raises(duckdb.InterruptException):
        page(con, "programme_totals", {}, 1, 0, 0.2)
    monkeypatch.undo()
    assert page(con, "programme_totals", {}, 1, 0, 60)[0], "the next one is not"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public file that was built under another name and moved, beside an internal one."""
    folder = tmp_path_factory.mktemp("built")
    with duckdb.connect(str(folder / "building.duckdb")) as con:
        build(con, {"grants": "decided_yen\n5"}, AS_OF, "public")
    shutil.copy(folder / "building.duckdb", folder / "internal.duckdb")
    return (folder / "building.duckdb").rename(folder / "public.duckdb")


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


STEP = 30  # every query is seen under each kind of selection and every thirtieth, and every selection by some


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("store", ["sample_store", "register_store"])
def test_kept_rows_are_those_of_the_query(
    store: str, audience: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(
        READER, "threads", 4
    )  # as a server has them: no row may stand where it does by chance
    paths = StorePaths(request.getfixturevalue(store))
    database = paths.database(str(paths.current("internal")), audience)
    con = open_snapshot(shutil.copy(database, tmp_path))  # pages have the file open in another way
    kept = Kept.of(con)
    assert len(kept.numbers) > 20
    differing = []
    queries = [one for one in catalog().values() if one.kept_as and (one.public or audience == "internal")]
    assert len(queries) > 20 and {query.kept_as for query in queries} == kept.tables - {"selections"}
    every = list(kept.numbers)
    of_each_kind = {tuple(value is None for value in one): one for one in every}.values()
    for place, query in enumerate(queries):
        for selection in {*of_each_kind, *every[place % STEP :: STEP]}:
            asked = {name: value for name, value in zip(SELECTION, selection, strict=True) if value}
            if records(con, query.name, asked) != records(con, query.name, asked, kept):
                differing.append((query.name, asked))
        if query.kept_by:
            some = {"project_id": con.execute("select max(project_id) from projects").fetchall()[0][0]}
            assert records(con, query.name, some) == records(con, query.name, some, kept)
    assert differing == []
    assert {query.kept_by for query in queries} == {"", "project"} | (
        {"issue"} if audience == "internal" else set()
    )


@pytest.mark.parametrize("asked", [{}, {"theme": "mobility"}, {"from_fy": 2024}])
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_part_of_a_list_is_that_part_of_its_rows(
    is_kept: bool, asked: dict[str, object], sample_store: Path
) -> None:
    paths = StorePaths(sample_store)
    con = open_snapshot(paths.database(str(paths.current("internal")), "internal"))
    kept = Kept.of(con) if is_kept else NOTHING_KEPT
    every = records(con, "grant_ledger", asked)
    assert records(con, "grant_ledger", asked, kept, Part()) == every
    assert records(con, "grant_ledger", asked, kept, Part(limit=5, offset=3)) == every[3:8]
    projects = tuple({row["project_id"] for row in every[:4]})
    of_these = Part((("project_id", projects), ("fiscal_year", 2024)), "decided_yen is not null")
    found = [
        row
        for row in every
        if row["project_id"] in projects and row["fiscal_year"] == 2024 and row["decided_yen"] is not None
    ]
    assert records(con, "grant_ledger", asked, kept, of_these) == found
    assert taken(con, "grant_ledger", asked, of_these._replace(limit=1), kept) == len(found) > 0
    unknown = Part((("decided_yen", None),))
    assert records(con, "grant_ledger", asked, kept, unknown) == [
        r for r in every if r["decided_yen"] is None
    ]
    ordered = sorted(every, key=lambda row: (-row["fiscal_year"], row["project_id"]))
    by_year = Part(order="fiscal_year desc, project_id", limit=9)
    assert records(con, "grant_ledger", asked, kept, by_year) == ordered[:9]


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ({}, True),
        ({"theme": "mobility"}, True),
        ({"theme": "mobility", "from_fy": 2024}, False),
        ({"project_id": "SMP-001"}, False),
        ({"theme": "nothing of the kind"}, False),
    ],
)
def test_what_no_selection_holds_is_computed(
    asked: dict[str, object], read: bool, sample_store: Path
) -> None:
    paths = StorePaths(sample_store)
    con = open_snapshot(paths.database(str(paths.current("internal")), "internal"))
    kept = Kept.of(con)
    assert records(con, "programme_totals", asked, kept) == records(con, "programme_totals", asked)
    con.close()
    con = open_snapshot(paths.database(str(paths.current("internal")), "internal"))
    elsewhere = kept._replace(numbers=dict.fromkeys(kept.numbers, -1))  # a selection that nothing is kept for
    with _executed(con, "programme_totals", asked, kept=elsewhere) as cursor:
        assert (cursor.fetchall() == []) is read


def test_a_figure_whose_sql_changed_since_the_build_is_computed(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = StorePaths(sample_store)
    con = open_snapshot(paths.database(str(paths.current("internal")), "internal"))
    changed = catalog()["programme_totals"]._replace(
        sql="select 1 as other", parameters=(), kept_as="totals_0"
    )
    monkeypatch.setitem(catalog(), "programme_totals", changed)
    assert records(con, "programme_totals", kept=Kept.of(con)) == [{"other": 1}]


PARTED = {
    "projects": """
        project_id | status    | start_fy | technologies | confidence
        a          | active    | 2024     | AI           | -
        b          | active    | 2026     | -            | seen
        c          | completed | 2025     | AI           | -
        d          | withdrawn | 2025     | GIS          | -
    """,
}


@pytest.fixture(scope="module")
def parted() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as parted:
        yield build(parted, PARTED, AS_OF, "internal").con


@pytest.mark.parametrize(
    ("of", "ids", "total"),
    [
        (Part(), "abcd", 4),
        (Part((("status", "active"),)), "ab", 2),
        (Part((("status", ("active", "withdrawn")),), order="project_id desc"), "dba", 3),
        (Part((("status", ()),)), "", 0),
        (Part((("confidence", None),)), "acd", 3),
        (Part((("project_id", Among("projects_trying", ("AI", None))), ("status", "active"))), "a", 1),
        (Part(only="start_fy > 2024", order="start_fy, project_id"), "cdb", 3),
        (Part(order="targets_reached(listed.project_id), project_id"), "abcd", 4),
        (Part(order="start_fy desc, project_id", limit=2, offset=1), "cd", 4),
        (Part((("status", "' or true; --"),)), "", 0),
    ],
)
def test_the_rows_of_a_part_and_how_many_there_are_without_its_limit(
    of: Part, ids: str, total: int, parted: duckdb.DuckDBPyConnection
) -> None:
    assert [row["project_id"] for row in records(parted, "project_list", {}, part=of)] == list(ids)
    assert taken(parted, "project_list", {}, of) == total
    counted = records(parted, "project_list", {}, part=of._replace(counted=True))
    assert [(row["project_id"], row["of_all"]) for row in counted] == [(one, total) for one in ids]


def test_a_part_stands_under_the_filters(parted: duckdb.DuckDBPyConnection) -> None:
    wanted: dict[str, Any] = {"project_id": "c"}
    assert [row["project_id"] for row in records(parted, "project_list", wanted, part=Part(limit=3))] == ["c"]
