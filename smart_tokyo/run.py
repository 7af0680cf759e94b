"""`make run`: build what is there, then serve the public and the internal view side by side until stopped."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
PATIENCE_S = 60.0


@dataclass(frozen=True)
class View:
    """One server to start: who it is for, over which store, on which port, and what it shows in words."""

    audience: str
    store: Path
    port: int
    what: str


def port_is_free(port: int) -> bool:
    """Whether a server could bind to the port on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "smart_tokyo", *arguments]


def prepare(source: Path, store: Path, *, publish: bool) -> None:
    """Build a source into a store (quick when it is already there) and publish it; ends with the command's code."""
    steps = [_command("build", str(source), "--store", str(store))]
    if publish:
        steps.append(_command("publish", "--store", str(store)))
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, stdout=subprocess.DEVNULL)
        if done.returncode:
            raise SystemExit(done.returncode)


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def serve(views: list[View]) -> int:
    """Start the views, say where each is once it answers, and wait; returns the exit code."""
    servers = [
        subprocess.Popen(
            _command(
                "serve", "--audience", view.audience, "--store", str(view.store), "--port", str(view.port)
            ),
            cwd=ROOT,
        )
        for view in views
    ]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        deadline = time.monotonic() + PATIENCE_S
        waiting = list(views)
        while waiting and time.monotonic() < deadline:
            if any(server.poll() is not None for server in servers):
                return 1
            for view in [view for view in waiting if _healthy(view.port)]:
                print(f"  http://{HOST}:{view.port}  {view.what}", flush=True)
                waiting.remove(view)
            time.sleep(0.2)
        print("Stop with Ctrl-C.", flush=True)
        while all(server.poll() is None for server in servers):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            if server.poll() is None:
                server.terminate()
        for server in servers:
            server.wait(timeout=10)


def main(
    source: Annotated[
        Path | None, typer.Option(help="A ledger of your own; both views then show it.")
    ] = None,
    public_port: Annotated[int, typer.Option(help="Port of the public view.")] = 8501,
    internal_port: Annotated[int, typer.Option(help="Port of the internal view.")] = 8502,
) -> None:
    """Serve the public view of the register and the internal view of the sample, or both views of one SOURCE."""
    for port in (public_port, internal_port):
        if not port_is_free(port):
            print(
                f"Port {port} is taken. Stop what uses it, or choose others: "
                "make run PUBLIC_PORT=8601 INTERNAL_PORT=8602",
                file=sys.stderr,
            )
            raise SystemExit(2)
    if source is not None:
        store = ROOT / "var" / "source"
        prepare(source.resolve(), store, publish=True)
        views = [
            View("public", store, public_port, f"public view of {source}"),
            View("internal", store, internal_port, f"internal view of {source}"),
        ]
    else:
        register, sample = ROOT / "var" / "register", ROOT / "var" / "sample"
        prepare(ROOT / "data" / "register", register, publish=True)
        prepare(ROOT / "data" / "sample", sample, publish=False)
        views = [
            View(
                "public",
                register,
                public_port,
                "public view: register of the real projects / 公開用（登録簿）",
            ),
            View(
                "internal",
                sample,
                internal_port,
                "internal view: sample data (fictional) / 庁内向け（見本・架空）",
            ),
        ]
    raise SystemExit(serve(views))


if __name__ == "__main__":
    typer.run(main)
