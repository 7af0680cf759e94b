"""A store that tests of what is done with a whole one start from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from smart_tokyo.store import StorePaths


@pytest.fixture
def source(three_versions: Path, tmp_path: Path) -> StorePaths:
    """A copy of it, to change."""
    return StorePaths(Path(shutil.copytree(three_versions, tmp_path / "source")))


@pytest.fixture
def there(tmp_path: Path) -> StorePaths:
    """A store that is not there yet."""
    return StorePaths(tmp_path / "there")
