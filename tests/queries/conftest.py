"""The ledgers of the tests of queries: tiny ones in memory, and whole ones built as a user builds them."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest

from smart_tokyo.figures import open_snapshot
from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.generate.generate import generate
from smart_tokyo.ledger.store.build import build as build_snapshot
from smart_tokyo.store import StorePaths
from tests.conftest import Once
from tests.queries.ledger import AS_OF, Both, Given, Ledger, build
from tests.queries.random_ledger import write_random_source

BUILT = ("sample", "random 1")
"""The whole ledgers: the sample, and a random one by its seed."""


@pytest.fixture
def given() -> Iterator[Given]:
    """From tables of text to a Ledger, as in `given(grants="fiscal_year | decided_yen …")`."""
    with duckdb.connect(":memory:") as con:

        def ledger(as_of: str = AS_OF, audience: str = "internal", **rows: str) -> Ledger:
            return build(con, rows, as_of, audience, waiting=audience == "internal")

        yield ledger


def write_random_store(name: str, folder: Path) -> None:
    """Builds a random ledger of BUILT, or a generated one of so many projects, in a folder."""
    kind, number = name.split()
    if kind == "random":
        write_random_source(folder / "source", int(number))
    else:
        generate(folder / "source", int(number), seed=1)
    build_snapshot(check_source(folder / "source"), StorePaths(folder / "store"), name)


@pytest.fixture(scope="session")
def ledger_of(
    sample_store: Path, once: Once, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Both]]:
    """From a name of BUILT to the internal and the public database, each built once."""
    opened: dict[str, Both] = {}

    def ledgers(name: str) -> Both:
        if name not in opened:
            store = StorePaths(sample_store)
            if name != "sample":
                store = StorePaths(once(name.replace(" ", "_"), partial(write_random_store, name)) / "store")
            built = store.current("internal")
            assert built
            copies = tmp_path_factory.mktemp("copies")  # others open the same files in other ways
            internal, public = (
                open_snapshot(shutil.copy(store.database(built, who), copies))
                for who in ("internal", "public")
            )
            opened[name] = Ledger(internal), Ledger(public)
        return opened[name]

    yield ledgers
    for one in itertools.chain(*opened.values()):
        one.con.close()


@pytest.fixture(scope="module", params=BUILT)
def both(request: pytest.FixtureRequest, ledger_of: Callable[[str], Both]) -> Both:
    """A whole ledger, as the internal and the public view have it."""
    return ledger_of(request.param)
