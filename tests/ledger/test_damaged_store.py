"""A snapshot whose files are damaged: every command says so in one line, and a build of its source mends it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store.build import build, read_manifest
from smart_tokyo.operating.files import sha256
from smart_tokyo.store import StorePaths
from tests.ledger.sources import SMALL


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> StorePaths:
    """A store with the small source, built and published."""
    from smart_tokyo.ledger.store.build import publish

    store = StorePaths(tmp_path_factory.mktemp("whole"))
    build(check_source(SMALL), store, "small", who="a")
    publish(store, who="a")
    return store


FILES = ("internal.duckdb", "public.duckdb", "manifest.json")
DAMAGES = {
    "missing": lambda path: path.unlink(),
    "truncated": lambda path: os.truncate(path, 3_000 if path.suffix == ".duckdb" else 40),
    "a list": lambda path: path.write_text("[]", "utf-8"),
    "empty": lambda path: os.truncate(path, 0),
}


@pytest.fixture(params=[(file, damage) for file in FILES for damage in DAMAGES], ids=" ".join)
def damaged(request: pytest.FixtureRequest, whole: StorePaths, tmp_path: Path) -> tuple[StorePaths, str, str]:
    """A copy of the store with one damaged file: the store, its snapshot, the file."""
    file, damage = request.param
    store = StorePaths(tmp_path / "store")
    shutil.copytree(whole.root, store.root)
    (name,) = store.ids()
    DAMAGES[damage](store.snapshot_dir(name) / file)
    return store, name, file


def test_every_command_says_it_in_one_line(run, damaged: tuple[StorePaths, str, str]) -> None:
    store, name, file = damaged
    fails = {
        ("publish", name): file != "internal.duckdb",
        ("rollback", name): file != "public.duckdb",
        ("diff", name, name): file == "internal.duckdb",
        ("query", "programme_totals"): file == "internal.duckdb",
        ("query", "programme_totals", "--audience", "public"): file == "public.duckdb",
    }
    for command, fail in fails.items():
        code, out, err = run(*command, "--store", store.root)
        if fail:
            assert (code, out, err.count("\n")) == (2, "", 1) and file in err and "build" in err
        else:
            assert (code, err) == (0, "")
    code, out, err = run("snapshots", "--store", store.root)
    assert (code, err, out.count("\n")) == (0, "", 1) and out.startswith(name)


@pytest.mark.parametrize("damaged", list(zip(FILES, DAMAGES, strict=False)), indirect=True, ids=" ".join)
def test_a_build_of_the_same_source_mends_it(run, damaged: tuple[StorePaths, str, str]) -> None:
    store, name, _ = damaged
    code, out, err = run("build", SMALL, "--store", store.root)
    assert (code, out, err.count("\n")) == (0, f"{name}\n", 2) and "built again" in err
    manifest = read_manifest(store, name)
    for file, digest in manifest["databases"].items():
        assert sha256(store.snapshot_dir(name) / file) == digest
    assert store.current("internal") == store.current("public") == name
    assert [one["what"] for one in history.read(store)] == ["build", "publish", "build"]
    assert {path.name for path in store.root.iterdir()} == {
        ".lock", "current-internal", "current-public", "history.jsonl", "publications.jsonl", "snapshots"
    }  # fmt: skip
    assert run("publish", name, "--store", store.root) == (0, f"{name}\n", "")
    assert run("build", SMALL, "--store", store.root)[:2] == (0, f"{name}\n")
    assert len(history.read(store)) == 3


def test_a_manifest_of_another_snapshot_is_damage(run, whole: StorePaths, tmp_path: Path) -> None:
    store = StorePaths(tmp_path / "store")
    shutil.copytree(whole.root, store.root)
    (name,) = store.ids()
    text = store.manifest(name).read_text("utf-8")
    store.manifest(name).write_text(text.replace(name, "2025-01-01-000000000000"), "utf-8")
    code, _, err = run("publish", name, "--store", store.root)
    assert code == 2 and "manifest.json is damaged" in err
