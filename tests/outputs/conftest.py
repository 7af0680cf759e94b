"""Reports of whole ledgers: `declare(store, audience, kind, lang, project_id=…)`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo import figures
from smart_tokyo.figures import Reading
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.outputs.documents.document import Document
from smart_tokyo.outputs.reports import reports
from smart_tokyo.store import StorePaths
from tests.conftest import Once, build

Declare = Callable[..., Document]
STORES = ("sample_store", "generated_store")


def generated(once: Once, projects: int, seed: int) -> Path:
    """A generated ledger, built and published."""

    def fill(folder: Path) -> None:
        generate(folder / "source", projects, seed)
        build(folder / "source", folder / "store")

    return once(f"generated_{projects}_{seed}", fill) / "store"


@pytest.fixture(scope="session")
def generated_store(once: Once) -> Path:
    return generated(once, 20, 7)


@pytest.fixture(scope="session")
def small_generated_store(once: Once) -> Path:
    return generated(once, 3, 1)


def opened(store: Path, audience: str) -> duckdb.DuckDBPyConnection:
    """The audience's current snapshot."""
    paths = StorePaths(store)
    return figures.open_snapshot(paths.database(paths.current(audience) or "", audience))


_FILES: dict[tuple[str, str], bytes] = {}


def written(document: Document, format: str) -> bytes:
    """The file of a document. The same document gives the same bytes, so each is made once for all tests."""
    key = (repr(document), format)
    if key not in _FILES:
        _FILES[key] = reports.write(document, format)
    return _FILES[key]


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
