"""The fixture `given` of the tests of queries."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.queries.ledger import AS_OF, Given, Ledger, build


@pytest.fixture
def given() -> Iterator[Given]:
    """From tables of text to a Ledger, as in `given(grants="fiscal_year | decided_yen …")`."""
    with duckdb.connect(":memory:") as con:

        def ledger(as_of: str = AS_OF, audience: str = "internal", **rows: str) -> Ledger:
            return build(con, rows, as_of, audience)

        yield ledger
