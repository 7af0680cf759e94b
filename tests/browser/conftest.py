"""A real server on loopback and a real Chromium that can reach nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",  # pages are drawn at half the price
    "--enable-unsafe-swiftshader",  # and maps in software
    # A page lives for seconds: rarer collections of garbage, in one thread, and no compiling for a long run.
    "--js-flags=--single-threaded-gc --min-semi-space-size=64 --no-opt --no-maglev",
]
PATIENCE_MS = 180_000  # nothing takes as long unless it hangs, on a busy machine with a software renderer too
IN_EVERY_RUN = ("test_a_day.py", "test_foreign.py", "test_pages_internal.py")
READY = "[data-testid='stMain'] hr"  # the page's closing rule: everything above it has been drawn
HARMLESS = ("GPU stall due to ReadPixels", "GL Driver Message")  # of the software renderer, not of the page
# On a deep link Streamlit's client looks for the server's base path first below the page, then at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of this folder one walk over the internal view and a day of the ledger are in `make test`; the rest is heavy."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.name not in IN_EVERY_RUN:
            item.add_marker(pytest.mark.heavy)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running dashboard."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_MS / 1000)


POWERLESS = """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; others have neither, and are refused
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def powerless(*arguments: str, python: str = sys.executable) -> list[str]:
    """A command of Python for which the modes of files hold, also where the tests are run as root.

    It takes its powers off by itself: to do so between fork and exec would need the memory of all tests once more.
    """
    return [python, "-c", POWERLESS, *arguments]


def start(
    store: Path, audience: str, port: int | None = None, python: str = sys.executable, **settings: str
) -> Server:
    """Serve a store to an audience with the project's own command and wait until it answers.

    The server's address holds the base path that `settings` may name.
    """
    port = port or free_port()
    process = subprocess.Popen(
        powerless(
            *(
                "-m",
                "smart_tokyo",
                "serve",
                "--audience",
                audience,
                "--store",
                str(store),
                "--port",
                str(port),
            ),
            python=python,
        ),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {f"SMART_TOKYO_{name}": value for name, value in settings.items()},
    )
    url = f"http://127.0.0.1:{port}{settings.get('BASE_PATH', '')}"
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=10):
                return Server(url, process)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the dashboard did not start")


@dataclass
class Watch:
    """What a page did behind the scenes: requests that left the host, console errors, script errors."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", lambda socket_: self._request(socket_.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._console(message.type, message.text, message.location["url"]))

    def _request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.outside.append(url)

    def _console(self, kind: str, text: str, url: str) -> None:
        probe = "status of 404" in text and url.endswith(PROBES)
        if kind == "error" and not probe and not any(part in text for part in HARMLESS):
            self.errors.append(f"{text} ({url})")


@pytest.fixture(scope="session")
def public_server(register_store: Path) -> Iterator[Server]:
    server = start(register_store, "public")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def internal_server(sample_store: Path) -> Iterator[Server]:
    server = start(sample_store, "internal")
    yield server
    server.stop()


OPENED: list[Browser] = []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of a process, also for whoever takes this fixture over from here."""
    if OPENED:
        yield OPENED[0]
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        new_context = patient(chromium.new_context)
        chromium.new_context = new_context  # type: ignore[method-assign]
        chromium.new_page = lambda **options: new_context(**options).new_page()  # type: ignore[method-assign]
        OPENED.append(chromium)
        yield chromium
        OPENED.clear()
        chromium.close()


def open_list(box: Locator) -> None:
    """Open the list of a select box, once it is in sight and the page knows that it was scrolled: that shuts a list."""
    box.scroll_into_view_if_needed()
    box.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box.click()


def undrawn(but: str = "false") -> str:
    """A script that leaves the canvas of maps empty, `but` for those that a JavaScript expression on `canvas` names.

    To draw a map in software takes longer than all the rest of its page; what is drawn is seen in test_map.py.
    """
    return """for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
    const own = kind.prototype, ofProgram = own.getProgramParameter, ofShader = own.getShaderParameter;
    const drawn = canvas => BUT;
    for (const name of ["compileShader", "linkProgram", "useProgram", "validateProgram", "drawArrays", "drawElements",
                        "drawArraysInstanced", "drawElementsInstanced", "drawRangeElements"]) {
        const plain = own[name];
        if (plain) own[name] = function (...given) { if (drawn(this.canvas)) plain.apply(this, given); };
    }
    own.getProgramParameter = function (program, what) {
        const said = [this.LINK_STATUS, this.VALIDATE_STATUS].includes(what) && !drawn(this.canvas);
        return said || ofProgram.call(this, program, what);
    };
    own.getShaderParameter = function (shader, what) {
        return (what === this.COMPILE_STATUS && !drawn(this.canvas)) || ofShader.call(this, shader, what);
    };
}""".replace("BUT", but)


def patient(new_context: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """Makes contexts whose pages wait as long as it takes, and whatever moves by itself stands still."""

    def made(**options: Any) -> BrowserContext:
        found = new_context(**{"reduced_motion": "reduce"} | options)
        found.set_default_timeout(PATIENCE_MS)
        return found

    return made


def open_and_settle(page: Page, url: str) -> None:
    """Open an address and wait until the page has drawn itself to its end."""
    page.goto(url)
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-testid='stStatusWidget']", state="detached")
    page.wait_for_load_state("networkidle")
    # A kind of element whose script has not come yet is a placeholder.
    page.wait_for_selector("[data-testid='stSkeleton']", state="detached")
