"""Everything in a network that ends at this machine: `unshare --net python -m tests.browser.closed WHEELS FOLDER`.

Installs from the folder of wheels, runs the commands, opens a page of each kind in Chromium, and prints what it saw as
JSON. It ends with an error where a step fails.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from smart_tokyo.store import AUDIENCES
from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import (
    ARGUMENTS,
    CHROMIUM,
    PATIENCE_MS,
    PROBES,
    ROOT,
    Watch,
    open_and_settle,
    start,
)

ELSEWHERE = "192.0.2.1"  # an address of no machine
# What every page asks for, maps too, is seen on the walk (walk.py); here a page with each kind of chart is enough.
OPENED = {"public": ("overview", "funding"), "internal": ("data_desk",)}
COMMANDS = """
import json, sys
from smart_tokyo.commands.cli import main
sys.exit(max(main(one) for one in json.loads(sys.argv[1])))
"""
FONTS = "() => document.fonts.ready.then(all => [...all].map(one => [one.family, one.status]))"


def loopback_up() -> None:
    """Switches on the one interface that a new network namespace has."""
    with socket.socket() as any_socket:
        up = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS


def reaches_outside() -> bool:
    try:
        socket.create_connection((ELSEWHERE, 80), 2).close()
    except OSError:
        return False
    return True


def watched(page: Page, watch: Watch, refused: list[str]) -> None:
    """Notes what a page asks for, and what of it does not come."""
    watch.on(page)
    page.on(
        "response",
        lambda one: (
            refused.append(f"{one.status} {one.url}")
            if one.status >= 400 and not one.url.endswith(PROBES)
            else None
        ),
    )
    page.on(
        "requestfailed",
        lambda one: (
            refused.append(f"{one.failure} {one.url}") if "ERR_ABORTED" not in str(one.failure) else None
        ),
    )


def pages(store: Path, python: Path, seen: dict[str, Any]) -> None:
    """Opens the pages of OPENED."""
    watch, refused, fonts = Watch(), list[str](), dict[str, list[list[str]]]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for audience in AUDIENCES:
            server = start(store, audience, python=str(python))
            page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="ja-JP")
            page.set_default_timeout(PATIENCE_MS)
            watched(page, watch, refused)
            for name in OPENED[audience]:
                open_and_settle(page, f"{server.url}{PAGES[name].path}?lang=ja")
                fonts[name] = page.evaluate(FONTS)
            page.close()
            server.stop()
        browser.close()
    seen |= {"requests": watch.outside, "errors": watch.errors, "refused": refused, "fonts": fonts}


def main(wheels: Path, folder: Path) -> None:
    loopback_up()
    noted, store = folder / "outside.txt", folder / "store"
    noted.touch()
    os.environ |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull}
    os.environ |= {"OUTSIDE": str(noted), "PYTHONPATH": str(ROOT / "tests" / "browser" / "outside")}
    venv = folder / "venv"
    python = venv / "bin" / "python"

    def run(*command: object, check: bool = True) -> None:
        subprocess.run([str(part) for part in command], cwd=ROOT, check=check, stdout=sys.stderr)

    run("make", "setup", f"VENV={venv}", f"PYTHON={sys.executable}")
    ask = "import socket; socket.create_connection(('192.0.2.1', 80))"
    run(python, "-c", ask, check=False)
    seen: dict[str, Any] = {
        "reached": reaches_outside(),
        "test of the watch": noted.read_text("utf-8").split(),
    }
    noted.write_text("", "utf-8")
    of_store = ["--store", str(store)]
    commands = [
        ["check", "data/sample"],
        ["build", "data/sample", *of_store],
        ["publish", *of_store],
        *(
            ["report", "progress", *of_store, "--format", form, "--out", str(folder / f"progress.{form}")]
            for form in ("pdf", "xlsx", "pptx")
        ),
        ["export", str(folder / "open"), *of_store],
    ]
    run(python, "-c", COMMANDS, json.dumps(commands))
    pages(store, python, seen)
    print(json.dumps(seen | {"outside": noted.read_text("utf-8").splitlines()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
