"""Reports of whole ledgers: `declare(store, audience, kind, lang, project_id=…)`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo import figures
from smart_tokyo.ledger.generate import generate
from smart_tokyo.outputs import reports
from smart_tokyo.outputs.document import Document
from smart_tokyo.outputs.reading import Reading
from smart_tokyo.store import StorePaths
from tests.conftest import build

Declare = Callable[..., Document]
STORES = ("sample_store", "generated_store")


@pytest.fixture(scope="session")
def generated_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated ledger, built and published."""
    source = tmp_path_factory.mktemp("generated")
    generate(source, 20, 7)
    return build(source, tmp_path_factory.mktemp("generated_store"))


def opened(store: Path, audience: str) -> duckdb.DuckDBPyConnection:
    """The audience's current snapshot."""
    paths = StorePaths(store)
    return figures.open_snapshot(paths.database(paths.current(audience) or "", audience))


@pytest.fixture
def declare() -> Declare:
    """A report of a store's current snapshot."""

    def declared(store: Path, audience: str, kind: str, lang: Any, **asked: Any) -> Document:
        with opened(store, audience) as con:
            return reports.REPORTS[kind].declare(Reading.of(con, lang, audience, figures.Filters(**asked)))

    return declared


@pytest.fixture
def ask() -> Callable[..., list[dict[str, Any]]]:
    """The rows of a named query over a store's current snapshot."""

    def asked(store: Path, audience: str, query: str, **params: Any) -> list[dict[str, Any]]:
        with opened(store, audience) as con:
            return figures.records(con, query, params)

    return asked
