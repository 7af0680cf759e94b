"""Every number explains itself: the rows it declares give the number shown, and each row says where it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from smart_tokyo.figures import (
    Figure,
    Lineage,
    UnknownFigure,
    catalog,
    declared,
    frame,
    key_text,
    lineage_of,
    open_snapshot,
    word,
)
from smart_tokyo.figures.lineage import Run, made
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
INTERNAL = ("close_reasons", "issue_journey", "journey_parts", "review_attention")
KEYS = 6  # rows of a query looked at in each ledger: its first, its last, and some between

SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"theme": "mobility"},
    {"from_fy": 2023, "to_fy": 2024},
)


def runner(con: duckdb.DuckDBPyConnection) -> Run:
    """The named queries of a database, each run once."""
    kept: dict[tuple[str, tuple[Any, ...]], pd.DataFrame] = {}

    def run(query: str, params: Mapping[str, Any]) -> pd.DataFrame:
        asked = (query, tuple(sorted(params.items())))
        if asked not in kept:
            kept[asked] = frame(con, query, params)
        return kept[asked]

    return run


@pytest.fixture(scope="module")
def run_over(
    sample_store: Path, register_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Run]]:
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
    def run(name: str, audience: str) -> Run:
        store = stores(name)
        built = store.current("internal")
        assert built
        opened.append(open_snapshot(store.database(built, audience)))
        return runner(opened[-1])

    yield run
    for one in opened:
        one.close()


def some(rows: pd.DataFrame) -> pd.DataFrame:
    """The first and the last of the rows, and some between."""
    return rows if len(rows) <= KEYS else rows.iloc[:: -(-len(rows) // KEYS)]


def found(run: Run, figure: Figure, params: Mapping[str, Any]) -> Iterator[Lineage]:
    """The lineage of some numbers of a column; of dated facts only those with an amount."""
    rows = run(figure.query, params)
    if figure.query == "recent_facts":
        rows = rows[rows["amount_yen"].notna()]
    for row in some(rows).to_dict("records"):
        key = {name: key_text(row[name]) for name in figure.key}
        yield lineage_of(run, figure.query, figure.column, params, key)


def problems(run: Run, audience: str, query: str, column: str, params: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the lineage of some numbers of a column under a selection."""
    figure = declared().figure(query, column)
    for one in found(run, figure, params):
        if figure.rows.internal and audience == "public":
            if one.rows is not None or one.made is not None:
                yield "rows that are not public"
        elif one.rows is None or not one.agrees:
            yield f"{one.value} is not what its rows give: {one.made}"
        elif one.rows["file"].isna().any() or (one.rows["row_number"] <= 1).any():
            yield "a row without its place"
        elif one.rows["file"].str.contains("/").any():
            yield "a folder of the source"


@pytest.mark.parametrize(("name", "audience"), LEDGERS)
def test_the_rows_give_the_number(name: str, audience: str, run_over: Callable[[str, str], Run]) -> None:
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


def test_every_number_of_a_query_is_a_figure_or_said_to_be_none(run_over: Callable[[str, str], Run]) -> None:
    run, wrong = run_over("sample", "internal"), []
    for query in sorted(set(catalog()) - set(declared().rows)):
        said, figures = declaration(query), set(declared().figures.get(query, {}))
        columns = set(run(query, {}).columns)
        numbers = {name for name in columns if word(query, name).kind in FIGURES}
        none = {*said.get("key", ()), *said.get("not", ())}
        if not (figures <= columns and none <= columns and numbers - none == figures):
            wrong.append((query, numbers - none ^ figures, (figures | none) - columns))
    assert wrong == []


def test_a_declaration_names_columns_that_are_there(run_over: Callable[[str, str], Run]) -> None:
    run = run_over("sample", "internal")
    for query, column in ALL:
        figure = declared().figure(query, column)
        there = set(run(figure.rows.query, {}).columns)
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
    query: str, column: str, key: dict[str, str], run_over: Callable[[str, str], Run]
) -> None:
    with pytest.raises(UnknownFigure):
        lineage_of(run_over("sample", "public"), query, column, {}, key)


def test_rows_that_do_not_give_the_number_are_told(run_over: Callable[[str, str], Run]) -> None:
    run = run_over("sample", "internal")

    def one_row_lost(query: str, params: Mapping[str, Any]) -> pd.DataFrame:
        rows = run(query, params)
        return rows.iloc[1:] if query == "rows_grants" else rows

    assert lineage_of(run, "programme_totals", "grant_years", {}).agrees
    assert not lineage_of(one_row_lost, "programme_totals", "grant_years", {}).agrees


MADE = pd.DataFrame({"a": [3, None, 1, 3], "b": [10, 20, None, 30]}).astype("Int64")


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
    of = ("a", "b") if how == "permille" else ("a",)
    figure = Figure("q", column, (), (), next(iter(declared().rows.values())), how, of, {}, (), None,
                    word("programme_totals", "areas"))  # fmt: skip
    assert made(figure, MADE) == expected
    assert made(figure, MADE.iloc[:0]) == (0 if how in ("count", "distinct") else None)
