"""A store that another program has for itself is called locked and not damaged, and read again once it is free."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame import snapshots
from tests.outputs.loopback import serving
from tests.pages.conftest import Opener, text_of, tiles
from tests.pages.test_data_desk import click, signed, upload, zipped

WRITING = """
import sys, duckdb
held = [duckdb.connect(path) for path in sys.argv[1:]]
print("held", flush=True)
sys.stdin.read()
"""
IN_TURN = """
import sys
from pathlib import Path
from smart_tokyo.ledger.store.commit import locked
from smart_tokyo.store import StorePaths
with locked(StorePaths(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(program: str, *paths: Path) -> Iterator[int]:
    """Another process that has these for itself; gives its number."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *paths],
        cwd=PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process.pid
    finally:
        process.communicate(timeout=30)


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> StorePaths:
    return StorePaths(shutil.copytree(sample_store, tmp_path / "store"))


@pytest.fixture
def databases(store: StorePaths) -> list[Path]:
    (name,) = store.ids()
    return [store.database(name, audience) for audience in ("internal", "public")]


def test_pages_say_what_to_do_and_come_back(
    store: StorePaths, databases: list[Path], open_page: Opener
) -> None:
    with held(WRITING, *databases) as process:
        for audience, lang, said in (
            ("public", "ja", "別のプログラムが使っています。データは失われていません。数分後に"),
            ("public", "en", "in use by another program just now. Nothing is lost; please try again in"),
            ("internal", "ja", f"別のプログラム（プロセス {process}）が使っています。データは壊れていません"),
            (
                "internal",
                "en",
                f"another program just now (process {process}). Nothing is damaged: wait until",
            ),
        ):
            at = open_page("funding", store.root, audience, lang=lang)
            assert said in at.warning[0].value and not at.error and not tiles(at)
    for audience in ("public", "internal"):
        assert tiles(open_page("funding", store.root, audience, lang="en"))


def test_the_api_asks_to_come_back(store: StorePaths, databases: list[Path]) -> None:
    paths = ("figures/programme_totals", "tables/grants", "package.zip", "snapshots", "feed.atom")
    with serving(store.root) as server:
        with held(WRITING, *databases) as process:
            for path in paths:
                answer = server.ask(f"/open/v1/{path}")
                assert (answer.status, answer.headers["retry-after"]) == (503, "60"), path
                assert "in use by another program just now; try again later" in answer.json["detail"]
                assert (
                    str(process) not in answer.json["detail"] and str(store.root) not in answer.json["detail"]
                )
        assert {path: server.ask(f"/open/v1/{path}").status for path in paths} == dict.fromkeys(paths, 200)


def test_commands_say_it_in_one_line(run, store: StorePaths, databases: list[Path], tmp_path: Path) -> None:
    (name,) = store.ids()
    commands = (
        ("query", "programme_totals"),
        ("query", "programme_totals", "--audience", "public"),
        ("diff", name, name),
        ("report", "funding", "--out", tmp_path / "report.pdf"),
        ("export", tmp_path / "open"),
    )
    with held(WRITING, *databases) as process:
        for command in commands:
            code, out, err = run(*command, "--store", store.root)
            assert (code, out, err.count("\n")) == (2, "", 1), command
            assert f"is locked by another program (process {process}), not damaged; wait for it" in err
        assert run("publish", "--store", store.root)[0] == 0, "what only needs the files as they are goes on"
    assert run(*commands[0], "--store", store.root)[0] == 0


def test_the_desk_says_it_and_does_it_on_the_next_click(
    store: StorePaths, databases: list[Path], open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "PATIENCE_S", 0.3)
    first, content = store.current("internal"), zipped(projects=("（見本）まちなか", "（見本）町なか"))
    with held(WRITING, *databases) as process:
        at = upload(signed(open_page("data_desk", store.root, "internal", lang="en")), content)
        assert f"(process {process}). Nothing is damaged" in text_of(at)
        assert "desk_build" not in {one.key for one in at.button}, "nothing is built that was not compared"
    at.run()
    with held(IN_TURN, store.root) as process:
        click(at, "desk_build")
        assert f"(process {process}). Nothing is damaged" in text_of(at)
        upload(at, content)
        assert f"(process {process}). Nothing is damaged" in text_of(at)
        assert "desk_build" not in {one.key for one in at.button}, "no check that the history does not have"
    assert store.current("internal") == first
    click(upload(at, content), "desk_build")
    assert store.current("internal") != first
