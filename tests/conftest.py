"""Snapshots the tests share: built once a session, with the project's own commands, from the project's own sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import canary

ROOT = Path(__file__).parents[1]


def build(source: Path, store: Path, *extra: str, publish: bool = True) -> Path:
    """Build a source into a store with the command line, publish it, and return the store."""
    command = [sys.executable, "-m", "smart_tokyo"]
    subprocess.run(
        [*command, "build", str(source), "--store", str(store), *extra],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    if publish:
        subprocess.run(
            [*command, "publish", "--store", str(store)], cwd=ROOT, check=True, capture_output=True
        )
    return store


def empty_source(folder: Path) -> Path:
    """A source in the folder that holds no project; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "projects.csv").write_text(
        "project_id,programme_id,area_id,title_ja,theme,status,start_fy,published\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="session")
def register_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the real projects, built and published."""
    return build(ROOT / "data" / "register", tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional sample, built and published."""
    return build(ROOT / "data" / "sample", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source with a programme, areas and a theme of its own, built and published."""
    return build(ROOT / "tests" / "data" / "own_programme", tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger without a single project, built and published."""
    source = empty_source(tmp_path_factory.mktemp("empty_source"))
    return build(source, tmp_path_factory.mktemp("empty"), "--as-of", "2026-04-01", "--label", "Empty ledger")


@pytest.fixture(scope="session")
def canary_ledger(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, canary.Tokens]:
    """A store with the canary ledger published, and a later record of it that is not; and its tokens.

    The folder over the source has a token in its name that not even the staff see.
    """
    source = tmp_path_factory.mktemp(canary.FOLDER) / "source"
    store = tmp_path_factory.mktemp("canary")
    tokens = canary.write(source)
    build(source, store, "--as-of", "2025-10-01")
    build(source, store, "--as-of", "2025-11-01", "--label", tokens.text(), publish=False)
    return store, tokens


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of formulas, markup and hidden characters, built and published."""
    return build(ROOT / "tests" / "data" / "hostile", tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a command line: exit code, stdout, stderr."""
    from smart_tokyo.cli import main

    def run_one(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        return code, *capsys.readouterr()

    capsys.readouterr()
    return run_one
