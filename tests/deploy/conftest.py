"""One nginx with two public processes over a store of its own, for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser as browser
from tests.deploy.front import Front


@pytest.fixture(scope="session")
def served(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    front = Front(folder, shutil.copytree(sample_store, folder / "store"))
    nginx = front.serve()
    yield front
    nginx.terminate()
    nginx.wait(20)
    for one in front.processes.values():
        one.stop()


@pytest.fixture
def front(served: Front) -> Front:
    """Both processes are up."""
    served.up()
    return served
