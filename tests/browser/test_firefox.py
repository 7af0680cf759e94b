"""Every page in Debian's Firefox too, each view in one language: drawn as it should be, with the words that Chromium
shows, and no error.

Firefox is spoken to in the WebDriver BiDi that it has built in. Playwright speaks it as well, but always asks for a
theme, which this Firefox does not know how to change.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from websockets.sync.client import ClientConnection, connect

from smart_tokyo import palette
from tests.browser import test_pages_internal, test_pages_public
from tests.browser.conftest import PATIENCE_MS, PROBES, Server
from tests.browser.walk import LOOK, RAW, SETTLED, Stop, Walker

PROGRAM = "/usr/bin/firefox-esr"
THERE = """selector => new Promise(done => {
    const look = () => document.querySelector(selector) && (watch.disconnect(), done(true));
    const watch = new MutationObserver(look);
    watch.observe(document, {subtree: true, childList: true});
    look();
})"""
UNFOLD = "() => document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
TOLD = """() => JSON.stringify([document.documentElement.lang, document.querySelectorAll("h1").length,
    document.querySelectorAll("[data-testid=stException]").length,
    (document.querySelector("[data-testid=stMain]") ?? document.body).innerText])"""
VIEWS = {"internal": test_pages_internal.STOPS, "public": test_pages_public.STOPS}
LANG = {"internal": "ja", "public": "en"}  # Chromium's whole walks are in the other
NO_WEBGL = "interactive maps"  # this Firefox draws none in software
STOPS = [
    (view, stop)
    for view, stops in VIEWS.items()
    for stop in {one.address: one for one in stops}.values()  # as it opens, without what is done there
    if stop.name != NO_WEBGL
]


class Firefox:
    """A window of 1280 pixels. What it said by itself since the page was opened: `heard`."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire, self.numbers, self.heard = wire, itertools.count(1), list[dict[str, Any]]()
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.tab = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": 1280, "height": 900})

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """What Firefox answers; an error fails."""
        number = next(self.numbers)
        self.wire.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(self.wire.recv(PATIENCE_MS / 1000))).get("id") != number:
            self.heard.append(said)
        assert said["type"] == "success", said
        result: dict[str, Any] = said["result"]
        return result

    def run(self, function: str, given: str = "") -> Any:
        """What a function of the page makes of a text."""
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            awaitPromise=True,
            target={"context": self.tab},
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def visit(self, address: str, stop: Stop, lang: str) -> tuple[list[str], str]:
        """What is wrong with a page, everything on it unfolded, and its words."""
        self.heard = []
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        self.run(THERE, stop.ready)
        self.run(SETTLED, palette.PAPER["light"])
        self.run(UNFOLD)
        self.run(SETTLED, palette.PAPER["light"])
        spoken, headings, exceptions, words = json.loads(self.run(TOLD))
        given = json.dumps({"raw": RAW, "paper": palette.PAPER["light"]})
        drawn = json.loads(self.run(f"given => JSON.stringify(({LOOK})(JSON.parse(given)))", given))
        errors = [
            entry["text"]
            for entry in (one["params"] for one in self.heard if one.get("method") == "log.entryAdded")
            if entry["level"] == "error" and not any(probe in entry["text"] for probe in PROBES)
        ]
        page = [(spoken, headings, exceptions)] if (spoken, headings, exceptions) != (lang, 1, 0) else []
        return [str(one) for one in (*page, *drawn, *errors)], words


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One that speaks over loopback, with a profile of its own."""
    profile = tmp_path_factory.mktemp("firefox")
    command = [
        PROGRAM,
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port",
        "0",
    ]
    said = profile / "said.txt"  # a pipe that nobody reads any more would stop it
    with said.open("w") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            with connect(f"{_listening(said, process)}/session", max_size=None) as wire:
                yield Firefox(wire)
        finally:
            process.terminate()


def _listening(said: Path, process: subprocess.Popen[bytes]) -> str:
    """Where Firefox listens, once it says so."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (found := re.search(r"BiDi listening on (\S+)\s", said.read_text("utf-8"))):
        assert process.poll() is None and time.monotonic() < until, said.read_text("utf-8")
        time.sleep(0.1)
    return found[1]


@pytest.fixture(scope="module")
def walkers(internal_server: Server, public_server: Server, browser: Browser) -> dict[str, Walker]:
    """The same in Chromium."""
    return {"internal": Walker(browser, internal_server), "public": Walker(browser, public_server)}


@pytest.mark.parametrize(("view", "stop"), STOPS, ids=lambda one: getattr(one, "name", one))
def test_a_page(view: str, stop: Stop, firefox: Firefox, walkers: dict[str, Walker]) -> None:
    walker, lang = walkers[view], LANG[view]
    address = f"{walker.server.url}{stop.address}{'&' if '?' in stop.address else '?'}lang={lang}"
    wrong, words = firefox.visit(address, stop, lang)
    assert wrong == []
    same = walker.open(Stop(stop.name, stop.address, stop.ready), lang, "light").evaluate(TOLD)
    assert words.split() == json.loads(same)[-1].split()
