"""A part of a list: which rows, in which order, how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from smart_tokyo.figures import Among, Part, records, taken
from tests.queries.ledger import AS_OF, build

LEDGER = {
    "projects": """
        project_id | status    | start_fy | technologies | confidence
        a          | active    | 2024     | AI           | -
        b          | active    | 2026     | -            | seen
        c          | completed | 2025     | AI           | -
        d          | withdrawn | 2025     | GIS          | -
    """,
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        yield build(con, LEDGER, AS_OF, "internal").con


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
    of: Part, ids: str, total: int, con: duckdb.DuckDBPyConnection
) -> None:
    assert [row["project_id"] for row in records(con, "project_list", {}, part=of)] == list(ids)
    assert taken(con, "project_list", {}, of) == total


def test_a_part_stands_under_the_filters(con: duckdb.DuckDBPyConnection) -> None:
    wanted: dict[str, Any] = {"project_id": "c"}
    assert [row["project_id"] for row in records(con, "project_list", wanted, part=Part(limit=3))] == ["c"]
