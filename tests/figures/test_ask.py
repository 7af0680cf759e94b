"""Questions about one number: read out of the sample by hand before the grammar was, in `questions.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from smart_tokyo.figures import open_snapshot
from smart_tokyo.figures.ask import Answer, Declined, ask
from smart_tokyo.store import StorePaths
from tests.queries.ledger import AS_OF, build

QUESTIONS = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def sample(sample_store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    store = StorePaths(sample_store)
    with open_snapshot(store.database(str(store.current("public")), "public")) as con:
        yield con


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda one: one["q"])
def test_it_is_answered_rightly_or_declined(sample: duckdb.DuckDBPyConnection, asked: dict[str, Any]) -> None:
    found = ask(sample, asked["q"])
    if "of" in asked:
        assert isinstance(found, Answer), found
        assert (f"{found.figure.query}.{found.figure.column}", found.value) == (asked["of"], asked["is"])
    elif "declined" in asked:
        assert isinstance(found, Declined), found
        assert (found.why, {*found.words}) == (asked["declined"], {*asked["words"]})
    else:
        assert found is None


def test_a_year_may_have_a_budget_before_it_has_a_grant() -> None:
    budgets = "programme_id | fiscal_year | initial_yen\nprog | 2025 | 70\nprog | 2026 | 80"
    with duckdb.connect(":memory:") as con:
        build(con, {"budgets": budgets, "grants": "fiscal_year | decided_yen\n2025 | 5"}, AS_OF, "internal")
        found, *others = (ask(con, f"prog FY{of}") for of in ("2026 budget", "2027 budget", "2026 decided"))
    assert isinstance(found, Answer) and found.value == 80
    assert [one.why for one in others if isinstance(one, Declined)] == ["no_row", "years"]
