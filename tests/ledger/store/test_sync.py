"""A public host: what it fetches, what it keeps when that fails, and what it cannot do."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest

from smart_tokyo.ledger.checking.check import check_source
from smart_tokyo.ledger.store import history
from smart_tokyo.ledger.store import sync as syncing
from smart_tokyo.ledger.store.build import build, publish, rollback
from smart_tokyo.ledger.store.sync import Unfetched, source_of, sync
from smart_tokyo.operating.files import sha256
from smart_tokyo.settings import PROJECT
from smart_tokyo.store import StoreError, StorePaths
from smart_tokyo.versions.offer import offered
from tests import canary
from tests.ledger.sources import SMALL
from tests.ledger.store.test_build import contents
from tests.ledger.test_killed import LIMITED
from tests.outputs.loopback import serving

pytestmark = pytest.mark.heavy

HELD = {"public.duckdb", "public.sha256"}


def files(store: StorePaths) -> dict[str, str]:
    """What readers and the next run find."""
    found = contents(store.root)
    return {name: data for name, data in found.items() if not name.startswith((".lock", "comparisons"))}


def test_from_a_folder_comes_what_is_public_and_nothing_else(source: StorePaths, there: StorePaths) -> None:
    first, second, hidden = source.ids()
    assert sync(source_of(str(source.root)), there) == second
    assert there.ids() == there.published() == [first, second] and there.current("internal") is None
    assert there.publications() == source.publications()
    for name in there.ids():
        assert {path.name for path in there.snapshot_dir(name).iterdir()} == HELD
        assert sha256(there.database(name, "public")) == sha256(source.database(name, "public"))
        assert there.database(name, "public").stat().st_mode & 0o777 == 0o644
    assert not [path for path in there.root.rglob("*") if hidden in str(path) or "internal" in path.name]
    assert [(one["what"], one["snapshot_id"]) for one in history.read(there)] == [("sync", second)]
    before = files(there)
    sync(source_of(str(source.root)), there)
    after = files(there)
    assert {name for name in after if after[name] != before.get(name)} <= {"synced"}
    assert there.fetched()["source"] == str(source.root)


def test_over_http_comes_the_same_and_a_copy_can_be_a_source(
    source: StorePaths, there: StorePaths, tmp_path: Path
) -> None:
    with serving(source.root, base="/smart-tokyo") as server:
        sync(source_of(f"http://127.0.0.1:{server.port}/smart-tokyo"), there)
    again = StorePaths(tmp_path / "again")
    with serving(there.root) as server:
        sync(source_of(f"http://127.0.0.1:{server.port}/open/v1/"), again)
    for copy in (there, again):
        assert offered(copy) == offered(source)


def test_going_back_and_new_ids_reach_the_copy(source: StorePaths, there: StorePaths) -> None:
    first, second, _ = source.ids()
    sync(source_of(str(source.root)), there)
    rollback(source, first, "public")
    old = first.replace("2025-04-01", "2024-04-01")
    source.upgraded_file.write_text(f"{old} {first}\n2024-05-01-0123456789ab {source.ids()[2]}\n")
    assert sync(source_of(str(source.root)), there) == first
    assert (there.published(), there.withdrawn()) == ([first], {second: first})
    assert there.named("public") == {first: first, old: first} and there.upgraded() == {old: first}


# ---- what goes wrong on the way

Spoil = Callable[[bytes], tuple[bytes, int]]  # the body → what is sent of it, and the length that is promised


def flipped(data: bytes) -> tuple[bytes, int]:
    half = len(data) // 2
    return data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :], len(data)


SPOILT: dict[str, tuple[str, Spoil, str]] = {
    "the connection breaks in the list": ("/sync", lambda data: (data[:20], len(data)), "cannot be fetched"),
    "the list is cut": ("/sync", lambda data: (data[:20], 20), "is no JSON"),
    "another page": ("/sync", lambda data: (b"[]", 2), "does not say what it offers"),
    "a path for an id": (
        "/sync",
        lambda data: (data.replace(b'"id":"2025', b'"id":"../25'), len(data) + data.count(b'"id":"2025')),
        "does not say what it offers",
    ),
    "the connection breaks": (
        ".duckdb",
        lambda data: (data[: len(data) // 2], len(data)),
        "cannot be fetched",
    ),
    "half a file": (".duckdb", lambda data: (data[: len(data) // 2], len(data) // 2), "came"),
    "more than there is": (".duckdb", lambda data: (data + bytes(9), len(data) + 9), "came"),
    "another byte": (".duckdb", flipped, "another SHA-256"),
}


@contextmanager
def spoiling(port: int, ending: str, spoil: Spoil) -> Iterator[int]:
    """The port of a server that passes on what another answers, and spoils some of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            upstream.request("GET", self.path)
            answer = upstream.getresponse()
            data = answer.read()
            upstream.close()
            sent, length = spoil(data) if self.path.endswith(ending) else (data, len(data))
            self.send_response(answer.status)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_whatever_is_spoilt_the_last_good_one_stays_and_the_next_run_goes_on(
    run, source: StorePaths, there: StorePaths
) -> None:
    first, second, _ = source.ids()
    rollback(source, first, "public")
    sync(source_of(str(source.root)), there)
    publish(source, second)
    before = files(there)
    with serving(source.root) as server:
        for what, (ending, spoil, said) in SPOILT.items():
            with spoiling(server.port, ending, spoil) as port:
                code, out, err = run("sync", f"http://127.0.0.1:{port}", "--store", there.root)
            assert (code, out, err.count("\n")) == (1, "", 1) and said in err, (what, err)
            assert files(there) == before, what
            assert there.current("public") == first
        code, out, err = run(
            "sync", f"http://127.0.0.1:{port}", "--store", there.root
        )  # nobody listens any more
        assert (code, out, err.count("\n")) == (1, "", 1) and "cannot be fetched" in err
        assert files(there) == before
        code, out, err = run("sync", f"http://127.0.0.1:{server.port}", "--store", there.root)
        assert (code, out, err) == (0, f"{second}\n", "")
    assert there.published() == [first, second]


def test_an_older_version_that_cannot_be_had_holds_up_nothing(source: StorePaths, there: StorePaths) -> None:
    first, second, _ = source.ids()
    with source.database(first, "public").open("r+b") as file:
        file.write(bytes(9))
    with pytest.raises(Unfetched, match=f"{second} is shown, but .*{first}"):
        sync(source_of(str(source.root)), there)
    assert there.published() == [second]


def test_stopped_before_the_last_step_the_public_sees_what_it_saw(
    source: StorePaths, there: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = source.ids()
    rollback(source, first, "public")
    sync(source_of(str(source.root)), there)
    publish(source, second)
    replace = syncing.replace

    def failing(path: Path, data: bytes) -> None:
        if path == there.pointer("public"):
            raise OSError(28, "No space left on device")
        replace(path, data)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(syncing, "replace", failing)
        sync(source_of(str(source.root)), there)
    assert there.current("public") == first and there.published() == [first]
    sync(source_of(str(source.root)), there)
    assert there.published() == [first, second]


def test_what_a_killed_run_left_is_gone_and_a_full_disk_is_one_line(
    source: StorePaths, there: StorePaths
) -> None:
    first, second, _ = source.ids()
    rollback(source, first, "public")
    sync(source_of(str(source.root)), there)
    publish(source, second)
    before = files(there)
    left = there.root / ".building-left" / "public.duckdb"
    left.parent.mkdir()
    left.write_bytes(b"half")
    command = [sys.executable, "-c", LIMITED, "400000", "sync", source.root, "--store", there.root]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert "File too large" in done.stderr and files(there) == before
    assert not list(there.root.glob(".building-*"))
    assert sync(source_of(str(source.root)), there) == second


def test_what_is_damaged_here_is_fetched_again(
    source: StorePaths, there: StorePaths, capsys: pytest.CaptureFixture[str]
) -> None:
    current = sync(source_of(str(source.root)), there)
    with there.database(current, "public").open("r+b") as file:
        file.seek(9_000)
        file.write(b"damage")
    sync(source_of(str(source.root)), there)
    assert "fetched again" in capsys.readouterr().err
    assert sha256(there.database(current, "public")) == sha256(source.database(current, "public"))


def test_a_version_for_another_program_is_not_shown(source: StorePaths, there: StorePaths) -> None:
    current = source.current("public") or ""
    database = source.database(current, "public")
    with duckdb.connect(str(database)) as con:
        con.execute("update snapshot set layout = layout + 1")
    database.with_name("public.sha256").write_text(f"{sha256(database)}  public.duckdb\n")
    with pytest.raises(Unfetched, match="cannot be read by this version of the program"):
        sync(source_of(str(source.root)), there)
    assert there.current("public") is None and there.ids() == []


def test_it_wants_a_store_of_its_own(run, source: StorePaths, tmp_path: Path) -> None:
    for arguments, said in (
        ((source.root, "--store", source.root), "is the source itself"),
        ((source.root, "--store", source.root.parent / "source2"), "has a ledger of its own"),
        ((tmp_path / "nowhere", "--store", tmp_path / "there"), "is no store"),
    ):
        if not (tmp_path / "source2").exists():
            shutil.copytree(source.root, tmp_path / "source2")
        code, out, err = run("sync", *arguments)
        assert (code, out, err.count("\n")) == (2, "", 1) and said in err


def test_nothing_published_is_nothing_to_fetch(run, source: StorePaths, there: StorePaths) -> None:
    source.pointer("public").unlink()
    source.publications_file.unlink()
    code, out, err = run("sync", source.root, "--store", there.root)
    assert (code, out) == (1, "") and "nothing is published there yet" in err and not there.root.exists()


# ---- what a public host can do


def test_what_is_public_works_and_what_is_internal_says_why_not(
    run, source: StorePaths, there: StorePaths, tmp_path: Path
) -> None:
    first, second, _ = source.ids()
    sync(source_of(str(source.root)), there)
    where, public = ("--store", there.root), ("--audience", "public")
    query = run("query", "programme_totals", *public, *where)
    assert query == run("query", "programme_totals", *public, "--store", source.root) and query[0] == 0
    assert run("diff", first, second, *public, *where)[0] == 0
    assert run("bridge", first, second, "--figure", "decided_yen", *public, *where)[0] == 0
    assert run("export", tmp_path / "package", *where)[:2] == (0, f"{second}\n")
    out = tmp_path / "report.xlsx"
    assert run("report", "funding", "--format", "xlsx", "--out", out, *public, *where)[0] == 0
    code, listed, _ = run("snapshots", *where, "--format", "json")
    assert code == 0
    whole = json.loads(run("snapshots", "--store", source.root, "--format", "json")[1])
    known = ("id", "built_at", "label_ja", "label_en", "fictional", "layout", "published")
    assert [[one[name] for name in known] for one in json.loads(listed)] == [
        [one[name] for name in known] for one in whole[:2]
    ]
    before = files(there)
    for command in (
        ("build", SMALL),
        ("publish",),
        ("publish", second),
        ("rollback", first, *public),
        ("upgrade",),
        ("diff", first, second),
        ("bridge", first, second, "--figure", "decided_yen"),
        ("query", "programme_totals"),
        ("query", "programme_totals", "--snapshot", second),
        ("report", "funding", "--out", out),
        ("serve", "--audience", "internal"),
    ):
        code, said, err = run(*command, *where)
        assert (code, said, err.count("\n")) == (2, "", 1) and "holds only what is public" in err, command
    with pytest.raises(StoreError, match="holds only what is public"):
        build(check_source(SMALL), there, "small")
    assert files(there) == before


def everything(database: Path) -> str:
    """All rows of all tables of a database."""
    with duckdb.connect(str(database), read_only=True) as con:
        tables = con.sql("select schema_name, table_name from duckdb_tables()").fetchall()
        return " ".join(repr(con.table(f'"{schema}"."{table}"').fetchall()) for schema, table in tables)


def test_nothing_internal_is_in_what_is_offered(
    canary_ledger: tuple[Path, canary.Tokens], tmp_path: Path
) -> None:
    """A later record that is not published, and every internal cell and row, is nowhere in it."""
    root, _ = canary_ledger
    store, there = StorePaths(root), StorePaths(tmp_path / "there")
    hidden = [one for one in store.ids() if one not in store.published()]
    assert hidden
    with serving(root) as server:
        sync(source_of(f"http://127.0.0.1:{server.port}"), there)
        listed = server.ask("/open/v1/sync").body.decode()
        for path in (f"snapshots/{hidden[0]}/public.duckdb", "internal.duckdb", "manifest.json"):
            assert server.ask(f"/open/v1/{path}").status == 404, path
            assert server.ask(f"/open/v1/snapshots/{store.current('public')}/{path}").status == 404, path
    with serving(root, "internal") as server:
        for path in ("sync", "public.duckdb"):
            assert server.ask(f"/open/v1/{path}").status in (401, 404)
    names = " ".join((listed, *(path.name for path in there.root.rglob("*"))))
    text = " ".join((names, *(everything(there.database(name, "public")) for name in there.ids())))
    assert hidden[0] not in text
    assert not canary.TOKEN.search(text) and not canary.AMOUNT.search(text)
    assert canary.TOKEN.search(everything(store.database(there.ids()[0], "internal")))
