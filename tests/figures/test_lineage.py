"""Every number explains itself: the rows it declares give the number shown, and each row says where it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from smart_tokyo.figures import (
    Figure,
    Part,
    UnknownFigure,
    catalog,
    columns,
    declared,
    key_text,
    lineage_of,
    open_snapshot,
    word,
)
from smart_tokyo.figures.lineage import Lineage, made, together
from smart_tokyo.figures.run import _executed, chosen
from smart_tokyo.figures.vocabulary import declaration
from smart_tokyo.kinds import FIGURES
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store.build import build
from smart_tokyo.store import StorePaths
from tests.queries.random_ledger import write_random_source

ALL = [(query, column) for query, columns in declared().figures.items() for column in columns]
LEDGERS = [
    (name, audience) for name in ("sample", "random", "register") for audience in ("internal", "public")
]
INTERNAL = (
    "attention_counts", "attention_list", "close_reasons", "issue_journey", "journey_parts", "meeting_actions",
    "review_attention",
)  # fmt: skip
ALL_ROWS = Part()
KEYS = 3  # rows of a query in each ledger: its first, one in the middle, one near its end; narrowed: the middle one

SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"theme": "mobility"},
    {"from_fy": 2023, "to_fy": 2024},
)


class Over:
    """The named queries of a database, each run once; of its rows those are chosen that `figures` would choose."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con, self.found = con, duckdb.connect()
        self.names: dict[tuple[object, ...], str] = {}

    def table(self, query: str, params: Mapping[str, Any]) -> pa.Table:
        with _executed(self.con, query, params) as cursor:
            return cursor.to_arrow_table()

    def run(self, query: str, params: Mapping[str, Any], asked: Part, together: str = "") -> Any:
        of = (query, *sorted(params.items()))
        if of not in self.names:
            name = f"rows_{len(self.names)}"
            self.found.register(name, self.table(query, params))
            self.names[of] = name
        return self.found.execute(*chosen(f"select * from {self.names[of]}", asked, together=together))

    def rows(self, query: str, params: Mapping[str, Any], rows: Part = ALL_ROWS) -> list[dict[str, Any]]:
        found = self.run(query, params, rows)
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def taken(self, query: str, params: Mapping[str, Any], rows: Part, together: str = "count(*)") -> Any:
        return self.run(query, params, rows, together).fetchall()[0][0]


@pytest.fixture(scope="module")
def run_over(
    sample_store: Path, register_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Over]]:
    """From a ledger's name and an audience to its queries."""
    opened = []

    def store_of(name: str) -> StorePaths:
        if name != "random":
            return StorePaths({"sample": sample_store, "register": register_store}[name])
        folder = tmp_path_factory.mktemp("random")
        store = StorePaths(folder / "store")
        build(check_source(write_random_source(folder / "source", 7)), store, name)
        return store

    stores = cache(store_of)

    @cache
    def run(name: str, audience: str) -> Over:
        store = stores(name)
        built = store.current("internal")
        assert built
        opened.append(open_snapshot(store.database(built, audience)))
        return Over(opened[-1])

    yield run
    for one in opened:
        one.close()


def some(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of the rows, and some behind it."""
    return rows if len(rows) <= KEYS else rows[:: -(-len(rows) // KEYS)]


def found(run: Over, figure: Figure, params: Mapping[str, Any]) -> Iterator[Lineage]:
    """The lineage of some numbers of a column; of dated facts only those with an amount."""
    rows = run.rows(figure.query, params)
    if figure.query == "recent_facts":
        rows = [row for row in rows if row["amount_yen"] is not None]
    for row in rows[len(rows) // 2 :][:1] if params else some(rows):
        key = {name: key_text(row[name]) for name in figure.key}
        yield lineage_of(run, figure.query, figure.column, params, key)


def problems(run: Over, audience: str, query: str, column: str, params: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the lineage of some numbers of a column under a selection."""
    figure = declared().figure(query, column)
    for one in found(run, figure, params):
        if figure.rows.internal and audience == "public":
            if one.part is not None or one.made is not None:
                yield "rows that are not public"
        elif one.part is None or not one.agrees:
            yield f"{one.value} is not what its rows give: {one.made}"
        elif (
            run.taken(
                figure.rows.query, params, one.part, "count(*) filter (file is not null and row_number > 1)"
            )
            != one.count
        ):
            yield "a row without its place"
        elif run.taken(figure.rows.query, params, one.part, "count(*) filter (contains(file, '/'))"):
            yield "a folder of the source"


@pytest.mark.parametrize(("name", "audience"), LEDGERS)
def test_the_rows_give_the_number(name: str, audience: str, run_over: Callable[[str, str], Over]) -> None:
    """Of every figure, under every selection of the sample; an internal query is none for the public."""
    run, wrong = run_over(name, audience), []
    for query, column in ALL:
        if audience == "public" and query in INTERNAL:
            with pytest.raises(UnknownFigure):
                key = dict.fromkeys(declared().figure(query, column).key, "x")
                lineage_of(run, query, column, {}, key)
            continue
        for params in SELECTIONS if name == "sample" else SELECTIONS[:1]:
            wrong += [
                f"{query}.{column} {params}: {what}"
                for what in problems(run, audience, query, column, params)
            ]
    assert wrong == []


def test_every_query_of_rows_is_used() -> None:
    known = declared()
    assert {figure.rows.query for one in known.figures.values() for figure in one.values()} == set(known.rows)


def columns_of(run: Over, query: str) -> set[str]:
    """The columns of a query."""
    return set(columns(run.con, query))


def test_every_number_of_a_query_is_a_figure_or_said_to_be_none(run_over: Callable[[str, str], Over]) -> None:
    run, wrong = run_over("sample", "internal"), []
    for query in sorted(set(catalog()) - set(declared().rows)):
        said, figures = declaration(query), set(declared().figures.get(query, {}))
        columns = columns_of(run, query)
        numbers = {name for name in columns if word(query, name).kind in FIGURES}
        none = {*said.get("key", ()), *said.get("not", ())}
        if not (figures <= columns and none <= columns and numbers - none == figures):
            wrong.append((query, numbers - none ^ figures, (figures | none) - columns))
    assert wrong == []


def test_a_declaration_names_columns_that_are_there(run_over: Callable[[str, str], Over]) -> None:
    run = run_over("sample", "internal")
    for query, column in ALL:
        figure = declared().figure(query, column)
        there = columns_of(run, figure.rows.query)
        assert {*figure.by, *figure.of, *figure.where, *figure.shows, *figure.rows.ids} <= there, (
            query,
            column,
        )
        for words in (figure.word.title, figure.word.means, figure.rows.title):
            assert set(words) == {"ja", "en"} and all(words.values()), (query, column)


@pytest.mark.parametrize(
    ("query", "column", "key"),
    [
        ("nothing", "projects", {}),
        ("programme_totals", "nothing", {}),
        ("programme_totals", "projects", {"area_id": "x"}),
        ("funding_by_area", "decided_yen", {}),
        ("funding_by_area", "decided_yen", {"area_id": "nowhere"}),
    ],
)
def test_what_is_not_there_is_said(
    query: str, column: str, key: dict[str, str], run_over: Callable[[str, str], Over]
) -> None:
    with pytest.raises(UnknownFigure):
        lineage_of(run_over("sample", "public"), query, column, {}, key)


def test_rows_that_do_not_give_the_number_are_told(run_over: Callable[[str, str], Over]) -> None:
    run = run_over("sample", "internal")

    class OneRowLost(Over):
        def taken(self, query: str, *given: Any) -> Any:
            found = super().taken(query, *given)
            return {**found, "rows": found["rows"] - 1} if query == "rows_grants" else found

    assert lineage_of(run, "programme_totals", "grant_years", {}).agrees
    assert not lineage_of(OneRowLost(run.con), "programme_totals", "grant_years", {}).agrees


MADE = "from (values (3, 10), (null, 20), (1, null), (3, 30)) as rows (a, b)"


@pytest.mark.parametrize(
    ("column", "how", "expected"),
    [
        ("grant_years", "count", 4),
        ("areas", "distinct", 2),
        ("decided_yen", "sum", 7),
        ("decided_yen", "min", 1),
        ("decided_yen", "max", 3),
        ("decided_yen", "median", 3),
        ("compared_permille", "permille", 117),  # 7 of 60: 116.67
    ],
)
def test_how_rows_are_taken_together(column: str, how: str, expected: int) -> None:
    of = () if how == "count" else ("a", "b") if how == "permille" else ("a",)
    figure = Figure("q", column, (), (), next(iter(declared().rows.values())), how, of, {}, (), None,
                    word("programme_totals", "areas"))  # fmt: skip
    with duckdb.connect() as con:
        all_rows, none = (
            con.sql(f"select {together(figure)} {MADE} where {which}").fetchall()[0][0]
            for which in ("true", "false")
        )
    assert made(figure, all_rows) == expected
    assert made(figure, none) == (0 if how in ("count", "distinct") else None)


def test_a_value_stands_in_one_row() -> None:
    figure = declared().figure("kpi_list", "target_value")
    assert made(figure, {"rows": 1, "of_0": 5}) == 5
    with pytest.raises(ValueError, match="comes from 2 rows"):
        made(figure, {"rows": 2, "of_0": 5})
