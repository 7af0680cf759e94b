"""A store that tests of what is done with a whole one start from."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store.build import build, publish
from smart_tokyo.store import StorePaths
from tests.conftest import Once
from tests.ledger.sources import SMALL


@pytest.fixture(scope="session")
def three_versions(once: Once) -> Path:
    """A store with two published versions and a later one that is not."""

    def fill(folder: Path) -> None:
        store, checked = StorePaths(folder), check_source(SMALL)
        for month in (4, 5, 6):
            build(checked, store, "small", dt.date(2025, month, 1), who="somebody")
            if month < 6:
                publish(store, who="somebody")

    return once("three_versions", fill)


@pytest.fixture
def source(three_versions: Path, tmp_path: Path) -> StorePaths:
    """A copy of it, to change."""
    return StorePaths(Path(shutil.copytree(three_versions, tmp_path / "source")))


@pytest.fixture
def there(tmp_path: Path) -> StorePaths:
    """A store that is not there yet."""
    return StorePaths(tmp_path / "there")
