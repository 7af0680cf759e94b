"""What holds for every query: its header, its columns and types, both audiences, and a test that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from smart_tokyo import schema
from smart_tokyo.figures import catalog, records, vocabulary
from smart_tokyo.kinds import STORED
from smart_tokyo.rules import RULES
from tests.queries.ledger import AS_OF, build

SIX = {"programme_id", "from_fy", "to_fy", "area_id", "theme", "project_id"}

OF_ONE_QUERY = {
    "what_if": {"fiscal_year", "earlier_years", "eligible_expense_yen", "requested_yen"},
    "issue_candidates": {"issue_id"},
    "similar_projects": {"issue_id"},
    "search": {"q"},
}
"""Parameters that one query alone has."""

ROWS_OF_NOTHING = {
    "attention_counts": 1,
    "programme_totals": 1,
    "money_year_ago": 4,
    "snapshot_info": 1,
    "rule_summary": len(RULES),
    "grant_coverage": 1,
    "kpi_counts": 1,
    "milestone_counts": 1,
    "plan_summary": 1,
    "municipality_counts": 1,
    "journey_steps": 7,
}

INTERNAL = {
    "attention_counts", "attention_list", "attention_reasons", "close_reasons", "hearing_list", "issue_candidates",
    "issue_journey", "journey_parts", "meeting_actions", "promised_projects", "review_attention", "rows_attention",
    "rows_journey", "rows_journey_parts", "rows_matches",
}  # fmt: skip

NAMES = sorted(catalog())
ASKED = [
    (audience, name)
    for audience in ("internal", "public")
    for name in NAMES
    if not (audience == "public" and name in INTERNAL)
]


@pytest.fixture(scope="module")
def nothing() -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    """A ledger without a row, as each audience sees it."""
    empty = {"programmes": "", "areas": "", "projects": ""}
    with duckdb.connect(":memory:") as internal, duckdb.connect(":memory:") as public:
        build(internal, empty, AS_OF, "internal")
        build(public, empty, AS_OF, "public")
        yield {"internal": internal, "public": public}


@pytest.mark.parametrize("name", NAMES)
def test_header_says_purpose_and_grain(name: str) -> None:
    purpose, *rest = catalog()[name].doc.splitlines()
    assert purpose[0].isupper() and len(purpose.split()) > 2
    assert any(line.startswith("Grain: ") for line in rest)


def test_a_query_says_that_it_is_internal() -> None:
    assert {name for name, query in catalog().items() if not query.public} == INTERNAL


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_common_ones(name: str) -> None:
    assert set(catalog()[name].parameters) <= SIX | OF_ONE_QUERY.get(name, set())


def described(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """The columns of a query with their types."""
    query = catalog()[name]
    found = con.execute(query.sql, dict.fromkeys(query.parameters)).description
    return {str(column[0]): str(column[1]) for column in found}


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_column_holds_what_its_declaration_says(
    nothing: dict[str, duckdb.DuckDBPyConnection], audience: str
) -> None:
    wrong = [
        (name, column, kind, vocabulary.word(name, column).kind)
        for name in (name for one, name in ASKED if one == audience)
        for column, kind in described(nothing[audience], name).items()
        if vocabulary.word(name, column).kind not in STORED[kind]
    ]
    assert wrong == []


def test_a_column_is_declared_once_and_none_that_no_query_has(
    nothing: dict[str, duckdb.DuckDBPyConnection],
) -> None:
    """In the schema, among the words of several queries, or beside its own query, which may name one of these."""
    shared, stored = vocabulary.words(), vocabulary.stored()
    columns = {name: set(described(nothing["internal"], name)) for name in NAMES}
    own = {name: vocabulary.declaration(name).get("columns", {}) for name in NAMES}
    named = {one["word"] for said in own.values() for one in said.values() if "word" in one}
    titles: dict[str, set[str]] = {}
    for table in schema.tables().values():
        for field in table.fields:
            titles.setdefault(field.name, set()).add(field.title)
    again = [
        (name, column)
        for name, said in own.items()
        for column, one in said.items()
        if not {"word", "stored"} & set(one) and (column in shared or column in stored)
    ]
    assert again == []
    assert [name for name in shared if len(titles.get(name, ())) == 1] == []
    assert [
        (name, set(said) - columns[name]) for name, said in own.items() if set(said) - columns[name]
    ] == []
    of_no_query = set(shared) - named - set().union(*columns.values())
    assert of_no_query == set()
    of_one_query = [
        one
        for one in set(shared) - named - set(stored)
        if sum(one in found for found in columns.values()) == 1
    ]
    assert of_one_query == []


@pytest.mark.parametrize(("audience", "name"), ASKED)
def test_an_empty_ledger_gives_no_rows_but_totals(
    nothing: dict[str, duckdb.DuckDBPyConnection], audience: str, name: str
) -> None:
    everything = {
        "programme_id": "a", "from_fy": 2019, "to_fy": 2040, "area_id": "a", "theme": "a", "project_id": "a",
    }  # fmt: skip
    for params in ({}, everything):
        rows = records(nothing[audience], name, params)
        assert len(rows) == ROWS_OF_NOTHING.get(name, 0)


@pytest.mark.parametrize("name", sorted(INTERNAL))
def test_the_public_has_no_internal_query(nothing: dict[str, duckdb.DuckDBPyConnection], name: str) -> None:
    with pytest.raises(duckdb.CatalogException):
        records(nothing["public"], name)


@pytest.mark.parametrize("name", NAMES)
def test_a_test_names_the_query(name: str) -> None:
    here = Path(__file__)
    others = [path for path in here.parent.rglob("test_*.py") if path != here]
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in others)
