"""`make run`: build what is there, then serve the public and the internal view side by side until stopped."""

import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from smart_tokyo.addresses import base
from smart_tokyo.commands import cli, options
from smart_tokyo.faults import Mistake
from smart_tokyo.settings import PREFIX, PROJECT, port
from smart_tokyo.store import StorePaths

HOST = "127.0.0.1"
STORES = PROJECT / "var"
REGISTER, SAMPLE = Path("data", "register"), Path("data", "sample")
EARLIER = ("--as-of", "2026-06-30")
"""A quarter before the sample's own date: what has changed since is seen too."""
PATIENCE_S = 60.0
PORT = options.as_setting(port)
NOTES = ("--note-ja", "make run による公開", "--note-en", "Published by make run")  # nobody to ask
COMMAND = [sys.executable, "-m", "smart_tokyo"]


class View(NamedTuple):
    """A server to start: who it is for, over which store, on which port, and what it is in words."""

    audience: str
    store: Path
    port: int
    what: str

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server. Where it is stands elsewhere, once it answers; errors go to stderr."""
        arguments = ["--audience", self.audience, "--store", str(self.store), "--port", str(self.port)]
        quiet = {f"{PREFIX}LOG_LEVEL": "warning", **os.environ}  # people read it, not machines
        command = [*COMMAND, "serve", *arguments]
        return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, env=quiet)

    def answers(self) -> bool:
        """Whether it serves."""
        try:
            with urllib.request.urlopen(
                f"{cli.address(HOST, self.port, base())}/_stcore/health", timeout=1
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def prepare(source: Path, store: Path, *options: str, publish: bool = False) -> str:
    """Build a source into a store (quick when it is already there) and publish it; returns its findings in numbers.

    Ends with the command's code where it fails, which has said why.
    """
    said = []
    for step in (["build", str(source), "--brief", *options], ["publish", *NOTES])[: 1 + publish]:
        done = subprocess.run(
            [*COMMAND, *step, "--store", str(store)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )
        if done.returncode:
            raise SystemExit(done.returncode)
        said += done.stdout.splitlines()
    return said[0]


def told(findings: Mapping[str, str]) -> str:
    """The line on what the checks found: of each source how much, and the command that shows it."""
    numbers = " ・ ".join(f"{source}: {said}" for source, said in findings.items())
    python = os.path.relpath(sys.executable)
    shown = " ・ ".join(shlex.join([python, "-m", "smart_tokyo", "check", source]) for source in findings)
    return f"  確認の結果 / findings: {numbers} ({shown})"


def serve(views: list[View], findings: str) -> int:
    """Start the views, say where each is once it answers, and the line on findings; wait, and return the exit code."""
    servers = [view.start() for view in views]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        deadline = time.monotonic() + PATIENCE_S
        waiting = list(views)
        while all(server.poll() is None for server in servers):
            for view in [view for view in waiting if view.answers()]:
                print(f"  {cli.address(HOST, view.port, base())}  {view.what}", flush=True)
                waiting.remove(view)
                if not waiting:
                    print(f"{findings}\nStop with Ctrl-C.", flush=True)
            if waiting and time.monotonic() > deadline:
                late = f"No answer on port {waiting[0].port} after {PATIENCE_S:.0f} s; stopped."
                print(late, file=sys.stderr)
                break
            time.sleep(0.2 if waiting else 0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def main(
    source: Annotated[
        Path | None, typer.Option(help="A ledger of your own; both views then show it.")
    ] = None,
    public_port: Annotated[
        int, typer.Option(parser=PORT, metavar="N", help="Port of the public view.")
    ] = 8501,
    internal_port: Annotated[
        int, typer.Option(parser=PORT, metavar="N", help="Port of the internal view.")
    ] = 8502,
) -> None:
    """Serve the public view of the register and the internal view of the sample, or both views of one SOURCE."""
    try:
        if public_port == internal_port:
            raise Mistake(f"both views on port {public_port}: each needs its own")
        for port in (public_port, internal_port):
            cli.require_free(HOST, port)
    except Mistake as error:
        print(f"{error}\nOther ports: make run PUBLIC_PORT=8601 INTERNAL_PORT=8602", file=sys.stderr)
        raise SystemExit(2) from error
    views: list[View] = []
    findings: dict[str, str] = {}
    for audience, ledger, port, what in (
        ("public", REGISTER, public_port, ": register of the real projects / 公開用（登録簿）"),
        ("internal", SAMPLE, internal_port, ": sample data (fictional) / 庁内向け（見本・架空）"),
    ):
        shown, store = str(source or ledger), STORES / ("source" if source else ledger.name)
        if shown not in findings:
            folder = source.resolve() if source else PROJECT / ledger
            if store == STORES / SAMPLE.name and len(StorePaths(store).ids()) < 2:
                prepare(folder, store, *EARLIER)
            findings[shown] = prepare(folder, store, publish=audience == "public")
        views.append(View(audience, store, port, f"{audience} view{f' of {source}' if source else what}"))
    raise SystemExit(serve(views, told(findings)))


def start() -> None:
    """Run it as a command of its own; what a person mistyped is one line."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    try:
        app(standalone_mode=False)
    except typer.TyperException as error:
        print(f"error: {error.format_message()}", file=sys.stderr)
        raise SystemExit(2) from error
    except typer.Abort as stopped:
        raise SystemExit(1) from stopped


if __name__ == "__main__":
    start()
