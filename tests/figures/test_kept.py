"""What a snapshot keeps of its figures is what the figures give: same rows, same order, for every selection."""

from __future__ import annotations

from pathlib import Path

import pytest

from smart_tokyo.figures import catalog, open_snapshot, records, selections
from smart_tokyo.figures.run import _executed
from smart_tokyo.named_sql import SELECTION
from smart_tokyo.store import StorePaths


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("store", ["sample_store", "register_store"])
def test_kept_rows_are_those_of_the_query(store: str, audience: str, request: pytest.FixtureRequest) -> None:
    paths = StorePaths(request.getfixturevalue(store))
    con = open_snapshot(paths.database(str(paths.current("internal")), audience))
    kept = selections(con)
    assert len(kept) > 20
    differing = []
    queries = [one for one in catalog().values() if one.kept and (one.public or audience == "internal")]
    assert len(queries) > 20
    for query in queries:
        for selection in kept:
            asked = {name: value for name, value in zip(SELECTION, selection, strict=True) if value}
            if records(con, query.name, asked) != records(con, query.name, asked, kept):
                differing.append((query.name, asked))
    assert differing == []


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
    kept = selections(con)
    assert records(con, "programme_totals", asked, kept) == records(con, "programme_totals", asked)
    con.close()
    con = open_snapshot(paths.database(str(paths.current("internal")), "internal"))
    elsewhere = dict.fromkeys(kept, -1)  # a selection that nothing is kept for
    with _executed(con, "programme_totals", asked, kept=elsewhere) as cursor:
        assert (cursor.fetchall() == []) is read
