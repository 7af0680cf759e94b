"""What the tests share: who runs which, and snapshots built once a session with the project's own commands."""

from __future__ import annotations

import fcntl
import gc
import io
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import duckdb
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from smart_tokyo.commands.cli import main
from smart_tokyo.ledger.tables import models
from tests import canary

ROOT = Path(__file__).parents[1]
ROOM = 4 << 30  # bytes, several times what a run leaves
Once = Callable[[str, Callable[[Path], object]], Path]


def one_thread(connect: Callable[..., duckdb.DuckDBPyConnection]) -> Callable[..., duckdb.DuckDBPyConnection]:
    """Connects to databases with one thread where nothing else is asked: the tests run in as many processes as there
    are cores, and threads that find nothing to do cost a third of a build. Servers and commands in processes of their
    own have all of them."""

    def connected(
        *given: Any, config: dict[str, Any] | None = None, **named: Any
    ) -> duckdb.DuckDBPyConnection:
        return connect(*given, config={"threads": 1} | (config or {}), **named)

    return connected


def keep_none(con: duckdb.DuckDBPyConnection, audience: str) -> None:
    """Keeps no figure in a snapshot: what reads it computes what it asks for, which takes less than all of them."""


KEEP_FIGURES = models.keep_figures


@contextmanager
def figures_kept() -> Iterator[None]:
    """Meanwhile builds keep the figures, as they do for a user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "keep_figures", KEEP_FIGURES)
        yield


@pytest.fixture
def whole_builds() -> Iterator[None]:
    """The builds of the test keep the figures: what is tested is the build."""
    with figures_kept():
        yield


def pytest_configure(config: pytest.Config) -> None:
    """The stores of the tests lie in memory where there is room: a build waits for the disk many times."""
    duckdb.connect = one_thread(duckdb.connect)
    models.keep_figures = keep_none
    gc.freeze()  # what is imported stays; what else there is to collect comes in seconds
    gc.set_threshold(50_000, 20, 50)
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


class Together(LoadScopeScheduling):
    """Hands out tests that share something together: what is drawn once, a server, the fixtures of a file."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/pages/every/"):
            return "tests/pages/every"  # looks at the same pages
        return file

    def _assign_work_unit(self, node: WorkerController) -> None:
        """The last of several processes leaves the browser to the others while there is anything else to do.

        They wait for pages a third of their time; one more browser would cost more than it brings.
        """
        if len(self.nodes) > 2 and node is self.nodes[-1]:
            rest = (scope for scope in self.workqueue if not scope.startswith("tests/browser/"))
            if (scope := next(rest, None)) is not None:
                self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Together(config, log)


def build(source: Path, store: Path, *extra: str, publish: bool = True) -> Path:
    """Build a source into a store with the command line, publish it, and return the store."""
    commands = [["build", str(source), *extra], *([["publish"]] if publish else [])]
    for command in commands:
        told = io.StringIO()
        with redirect_stdout(told), redirect_stderr(told):
            code = main([*command, "--store", str(store)])
        assert code == 0, told.getvalue()
    return store


def empty_source(folder: Path) -> Path:
    """A source in the folder that holds no project; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "projects.csv").write_text(
        "project_id,programme_id,area_id,title_ja,theme,status,start_fy,published\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """From a name and what fills a folder to a copy of that folder: filled once for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copied(name: str, fill: Callable[[Path], object]) -> Path:
        kept = common / f"once_{name}"
        with (common / f"once_{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                being_filled = tmp_path_factory.mktemp(name)
                with figures_kept():
                    fill(being_filled)
                being_filled.rename(kept)
        return shutil.copytree(kept, tmp_path_factory.mktemp(name), dirs_exist_ok=True)

    return copied


@pytest.fixture(scope="session")
def register_store(once: Once) -> Path:
    """The register of the real projects, built and published."""
    return once("register", lambda folder: build(ROOT / "data" / "register", folder))


@pytest.fixture(scope="session")
def sample_store(once: Once) -> Path:
    """The fictional sample, built and published."""
    return once("sample", lambda folder: build(ROOT / "data" / "sample", folder))


@pytest.fixture(scope="session")
def three_versions(once: Once) -> Path:
    """A store with two published versions and a later one that is not."""

    def fill(folder: Path) -> None:
        for month in (4, 5, 6):
            source = ROOT / "tests" / "data" / "small"
            build(source, folder, "--as-of", f"2025-0{month}-01", publish=month < 6)

    return once("three_versions", fill)


@pytest.fixture(scope="session")
def own_store(once: Once) -> Path:
    """A source with a programme, areas and a theme of its own, built and published."""
    return once("own", lambda folder: build(ROOT / "tests" / "data" / "own_programme", folder))


@pytest.fixture(scope="session")
def empty_store(once: Once) -> Path:
    """A ledger without a single project, built and published."""

    def fill(folder: Path) -> None:
        source = empty_source(folder / "source")
        build(source, folder / "store", "--as-of", "2026-04-01", "--label", "Empty ledger")

    return once("empty", fill) / "store"


@pytest.fixture(scope="session")
def canary_ledger(once: Once) -> tuple[Path, canary.Tokens]:
    """A store with the canary ledger published, and a later record of it that is not; and its tokens.

    The folder over the source has a token in its name that not even the staff see.
    """

    def fill(folder: Path) -> None:
        source, store = folder / canary.FOLDER / "source", folder / "store"
        tokens = canary.write(source)
        build(source, store, "--as-of", "2025-10-01")
        build(source, store, "--as-of", "2025-11-01", "--label", tokens.text(), publish=False)
        (folder / "tokens").write_bytes(pickle.dumps(tokens))

    made = once("canary", fill)
    return made / "store", pickle.loads((made / "tokens").read_bytes())


@pytest.fixture(scope="session")
def hostile_store(once: Once) -> Path:
    """A ledger of formulas, markup and hidden characters, built and published."""
    return once("hostile", lambda folder: build(ROOT / "tests" / "data" / "hostile", folder))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a command line: exit code, stdout, stderr."""

    def run_one(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        return code, *capsys.readouterr()

    capsys.readouterr()
    return run_one
