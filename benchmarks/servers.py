"""Servers on loopback to be measured: the dashboard over a store, and its peers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "peers"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A server that answers; `path` is of the page that is measured."""

    name: str
    port: int
    pid: int
    path: str = ""

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/{self.path}"

    def at(self, path: str) -> Served:
        """The same server's page at another path."""
        return Served(self.name, self.port, self.pid, path)

    def processes(self) -> list[int]:
        """The server's process and those it started."""
        parents: dict[int, int] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except OSError:
                    continue
        found = [self.pid]
        for one in found:
            found += [child for child, parent in parents.items() if parent == one]
        return found

    def cpu(self) -> float:
        """Seconds of processor that all its processes took so far."""
        total = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self) -> float:
        """MB that all its processes hold."""
        held = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                held += int(line.split()[1]) if line.startswith("VmRSS") else 0
        return held / 1024


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(name: str, command: list[str], port: int, health: str) -> Iterator[Served]:
    """A server until the block ends; raises RuntimeError where it stops by itself."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        while True:
            if process.poll() is not None:
                raise RuntimeError(f"{name} did not start: {' '.join(command)}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=10):
                    break
            except OSError:
                time.sleep(0.1)
        yield Served(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def dashboard(store: Path, audience: str = "internal") -> AbstractContextManager[Served]:
    """The dashboard over a store, by its own command."""
    port = free_port()
    command = [sys.executable, "-m", "smart_tokyo", "serve", "--audience", audience]
    return started(
        "dashboard", [*command, "--store", str(store), "--port", str(port)], port, "/_stcore/health"
    )


def streamlit_peer(name: str) -> AbstractContextManager[Served]:
    """A page of `peers/` under Streamlit with the dashboard's own settings."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PEERS / f"{name}.py"), "--server.headless=true"]
    return started(name, [*command, f"--server.port={port}"], port, "/_stcore/health")


def dash_peer(database: Path) -> AbstractContextManager[Served]:
    """The page of `peers/` under Dash over a snapshot's database."""
    port = free_port()
    command = [sys.executable, str(PEERS / "dash_page.py"), str(database), str(port)]
    return started("dash", command, port, "/_dash-layout")
