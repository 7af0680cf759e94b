"""A closed network: installed from a folder of wheels, everything works where no request can leave the machine."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.closed import OPENED
from tests.browser.conftest import ROOT, start

UNSHARE = ["unshare", "--net", *([] if os.getuid() == 0 else ["--map-root-user"])]


def test_nothing_leaves_the_machine_and_nothing_is_missing(tmp_path: Path) -> None:
    allowed = subprocess.run([*UNSHARE, "true"], capture_output=True, text=True)
    assert allowed.returncode == 0, (
        f"This test needs a network namespace, which this account may not make: {allowed.stderr.strip()}. "
        "Run it as root, or permit unprivileged user namespaces."
    )
    subprocess.run(["make", "wheels"], cwd=ROOT, check=True, capture_output=True)
    command = [
        *UNSHARE,
        sys.executable,
        "-m",
        "tests.browser.closed",
        str(ROOT / "var" / "wheels"),
        str(tmp_path),
    ]
    # What is not used is not compiled; what is, once for all processes.
    compiling = {"PIP_NO_COMPILE": "1", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | compiling)
    assert done.returncode == 0, done.stderr[-4_000:]
    seen = json.loads(done.stdout)
    assert not seen["reached"], "the network namespace has a way out"
    assert seen["test of the watch"] == ["socket.getaddrinfo", "192.0.2.1", "socket.connect", "192.0.2.1"]
    assert seen["outside"] == [], "a process of ours turned to another machine"
    assert (seen["requests"], seen["errors"], seen["refused"]) == ([], [], [])
    assert set(seen["fonts"]) == {name for names in OPENED.values() for name in names}
    for name, faces in seen["fonts"].items():
        states = dict(faces)
        assert "error" not in {state for _, state in faces}, (name, faces)
        assert any("Material" in family and state == "loaded" for family, state in faces), (name, states)
    for file, begins in {"progress.pdf": b"%PDF-", "progress.xlsx": b"PK", "progress.pptx": b"PK"}.items():
        assert (tmp_path / file).read_bytes().startswith(begins)
    assert (tmp_path / "open" / "datapackage.json").is_file()


def test_a_foreign_page_is_refused_without_asking_another_machine(
    register_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a view listens on all addresses, Streamlit would ask the network which is its own."""
    noted = tmp_path / "outside"
    noted.touch()
    monkeypatch.setenv("OUTSIDE", str(noted))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests" / "browser" / "outside"))
    server = start(register_store, "public", HOST="0.0.0.0")
    try:
        asked = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": "https://elsewhere.example.jp"}
        asked.request("GET", "/_stcore/stream", headers=upgrade | key)
        assert asked.getresponse().status == 403
    finally:
        server.stop()
    assert noted.read_text("utf-8") == ""
