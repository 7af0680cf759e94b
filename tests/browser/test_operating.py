"""A public host as an operator sees it, from its start without a snapshot to its stop: no browser, a real server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from smart_tokyo.commands.cli import main
from smart_tokyo.store import StorePaths
from tests.browser.conftest import ROOT, Server, free_port, powerless

PATIENCE_S = 120.0  # for what takes a second on an idle machine


class Host(Server):
    """A running public server, with the port of its numbers and the file of its log."""

    store: StorePaths
    metrics: int
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def numbers(self) -> dict[str, float]:
        text = got(f"http://127.0.0.1:{self.metrics}/metrics")[1]
        lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}


def got(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)


def answers(host: Host) -> bool:
    assert host.process.poll() is None, host.log.read_text("utf-8")
    try:
        return got(f"{host.url}/_stcore/health")[0] == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A public server over a store that is not there yet."""
    folder = tmp_path_factory.mktemp("host")
    port, numbers = free_port(), free_port()
    command = powerless("-m", "smart_tokyo", "serve", "--store", str(folder / "store"), "--port", str(port))
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log,
            env=os.environ | {"SMART_TOKYO_METRICS_PORT": str(numbers)},
        )  # fmt: skip
    found = Host(f"http://127.0.0.1:{port}", process)
    found.store, found.metrics, found.log = StorePaths(folder / "store"), numbers, folder / "log"
    until(lambda: answers(found))
    yield found
    if process.poll() is None:
        found.stop()


def read(host: Host, query: str = "lang=en") -> None:
    """Reads the overview to its end, as a browser does."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.context_info.url = f"{host.url}/"
    address = f"{host.url.replace('http:', 'ws:')}/_stcore/stream"
    with connect(address, origin=host.url, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[arg-type, list-item]
        socket.send(asked.SerializeToString())
        for data in socket:
            if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":  # type: ignore[arg-type]
                return


def test_it_is_ready_once_a_snapshot_is_there(host: Host, register_store: Path) -> None:
    status, text = got(f"{host.url}/ready")
    assert (status, json.loads(text)) == (503, {"says": "there is no snapshot for this audience yet"})
    assert host.numbers()["smart_tokyo_snapshot_shown"] == 0
    assert main(["sync", str(register_store), "--store", str(host.store.root)]) == 0
    current = host.store.current("public")
    until(lambda: any(one["says"] == f"{current} is shown" for one in host.lines()))
    status, text = got(f"{host.url}/ready")
    assert (status, json.loads(text)) == (200, {"snapshot": current})


def test_its_numbers_are_the_operators_alone(host: Host) -> None:
    before = host.numbers()
    read(host, "lang=en&q=Q7Ksecret")
    assert got(f"{host.url}/open/v1/figures/programme_totals")[0] == 200
    assert got(f"{host.url}/open/v1/nothing")[0] == 404
    asked = 'smart_tokyo_request_seconds_count{kind="open",status="%s"}'
    wanted = {asked % "2xx": 1, asked % "4xx": 1, "smart_tokyo_rerun_seconds_count": 1}
    wanted['streamlit_session_events_total{type="connect"}'] = 1
    after = before

    def told() -> bool:  # an answer is counted once it has gone
        nonlocal after
        after = host.numbers()
        return all(after.get(name, 0) - before.get(name, 0) == more for name, more in wanted.items())

    until(told)
    assert after["smart_tokyo_rerun_seconds_sum"] > before["smart_tokyo_rerun_seconds_sum"]
    assert after["smart_tokyo_snapshot_shown"] == 1 and after["process_resident_memory_bytes"] > 0
    assert after['smart_tokyo_cache_lookups_total{cache="queries",result="hit"}'] > 0
    assert after["smart_tokyo_sync_timestamp_seconds"] == pytest.approx(time.time(), abs=PATIENCE_S * 5)
    for path in ("metrics", "_stcore/metrics"):
        status, text = got(f"{host.url}/{path}")
        assert "smart_tokyo_rerun_seconds" not in text and "active_sessions" not in text, path


def test_doctor_is_content_with_it(run, host: Host) -> None:
    code, out, _ = run("doctor", "--store", host.store.root, "--address", host.url)
    assert code == 0, out
    assert {"ready", "proxy", "WebSocket", "sync"} <= {line.split()[1] for line in out.splitlines()}


def test_the_number_that_a_reader_is_told_is_in_the_log(host: Host) -> None:
    current = host.store.current("public") or ""
    database = host.store.database(current, "public")
    database.rename(database.with_name("away"))
    try:
        status, text = got(f"{host.url}/open/v1/public.duckdb")
        detail = json.loads(text)["detail"]
        number = detail.rpartition("error ")[2].rstrip(").")
        (line,) = [one for one in host.lines() if one.get("error") == number]
        assert status == 503 and "is missing" in line["trace"] and line["level"] == "error"
        assert got(f"{host.url}/ready")[0] == 503
        assert "store" not in got(f"{host.url}/ready")[1]
    finally:
        database.with_name("away").rename(database)
    assert got(f"{host.url}/ready")[0] == 200
    assert host.numbers()['smart_tokyo_log_events_total{level="error"}'] >= 1


def test_a_disk_that_cannot_be_written_keeps_nobody_from_reading(host: Host, register_store: Path) -> None:
    """And whoever would write says so in one line."""
    folders = [host.store.root, *(path for path in host.store.root.rglob("*") if path.is_dir())]
    before = {path: path.stat().st_mode for path in folders}
    for path in folders:
        path.chmod(0o555)
    (host.store.root / ".lock").chmod(0o444)
    try:
        read(host)
        assert got(f"{host.url}/ready")[0] == 200
        shell = ("-m", "smart_tokyo", "sync", str(register_store), "--store", str(host.store.root))
        done = subprocess.run(powerless(*shell), cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("error: ") and "Permission denied" in done.stderr
    finally:
        for path, mode in before.items():
            path.chmod(mode)
        (host.store.root / ".lock").chmod(0o600)


def test_the_log_has_nobody_in_it(host: Host) -> None:
    text = host.log.read_text("utf-8")
    assert len(host.lines()) >= 2 and all(set(one) >= {"at", "level", "from", "says"} for one in host.lines())
    assert "127.0.0.1" not in text and "Q7Ksecret" not in text


def test_stopped_under_load_it_ends_and_leaves_the_store_whole(run, host: Host) -> None:
    """Also where a reader asked for much and takes none of it."""
    stopped, served = threading.Event(), []

    def reader() -> None:
        while not stopped.is_set():
            try:
                read(host)
                served.append(1)
            except (OSError, WebSocketException, TimeoutError):
                return

    readers = [threading.Thread(target=reader, daemon=True) for _ in range(4)]
    for one in readers:
        one.start()
    until(lambda: len(served) >= 4)
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        deaf.connect(("127.0.0.1", int(host.url.rpartition(":")[2])))
        deaf.sendall(b"GET /open/v1/public.duckdb HTTP/1.1\r\nHost: localhost\r\n\r\n" * 4)
        deaf.recv(1, socket.MSG_PEEK)
        host.process.send_signal(signal.SIGTERM)
        host.process.wait(PATIENCE_S)
    stopped.set()
    for one in readers:
        one.join(PATIENCE_S)
    assert not any(one.is_alive() for one in readers)
    assert host.process.returncode in (0, -signal.SIGTERM)
    assert run("doctor", "--store", host.store.root)[0] == 0
    failures = [one for one in host.lines() if one["level"] == "error" and "error" not in one]
    assert [one["says"][:6] for one in failures] in ([], ["Cancel"]), "of the answer that nobody takes"
