"""Whether an installation is as it should be: settings, packages, store, proxy. Nothing is changed."""

import datetime as dt
import importlib.metadata
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import httpx
from websockets import Origin, Subprotocol
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from smart_tokyo import Mistake, addresses, roles, settings
from smart_tokyo.ledger.store.health import Verdict, examined
from smart_tokyo.outputs.documents.pdf import undrawable
from smart_tokyo.outputs.reports import digest
from smart_tokyo.store import StorePaths

PATIENCE_S = 10.0
LETTERS = "東京のスマートABC123"
ONCE = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")


def findings(store: StorePaths, address: str | None) -> Iterator[Verdict]:
    """All that is looked at. `address`: where readers reach the dashboard; None: that is not looked at."""
    yield from _settings()
    yield from _packages()
    yield from examined(store, dt.datetime.now(dt.UTC))
    if address:
        yield from _proxy(address.rstrip("/"))


def _settings() -> Iterator[Verdict]:
    wrong = [
        f"{name} is no setting"
        for name in sorted(os.environ)
        if name.startswith(settings.PREFIX) and name.removeprefix(settings.PREFIX) not in settings.SETTINGS
    ]
    checks: list[Callable[[], object]] = [partial(settings.typed, name) for name in settings.SETTINGS]
    checks.append(digest.lists)
    checks.append(lambda: roles.sign_in(settings.get("AUDIENCE"), settings.get("HOST"), addresses.base()))
    for check in checks:
        try:
            check()
        except Mistake as error:
            wrong.append(str(error))
    for said in dict.fromkeys(wrong):
        yield Verdict("settings", False, said, "docs/operating.md lists them")
    if not wrong:
        given = sum(name.startswith(settings.PREFIX) for name in os.environ)
        yield Verdict("settings", True, f"set in the environment: {given}")


def _packages() -> Iterator[Verdict]:
    pins = re.findall(r"^([\w.-]+)==(\S+)", (settings.PROJECT / "requirements.txt").read_text("utf-8"), re.M)
    wrong = False
    for name, pinned in pins:
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "missing"
        if found != pinned:
            wrong = True
            yield Verdict(
                "packages", False, f"{name} is {found}, not {pinned}", "pip install -r requirements.txt"
            )
    if not wrong:
        yield Verdict("packages", True, f"as pinned: {len(pins)}")
    missing = undrawable(LETTERS)
    said = f"there is no shape for {missing}" if missing else "the one of reports and images has Japanese"
    yield Verdict("font", not missing, said, "install the project anew: its own font is missing")


def _proxy(address: str) -> Iterator[Verdict]:
    """What a reader's browser needs of whatever stands before the server."""
    try:
        with httpx.Client(base_url=address, timeout=PATIENCE_S, headers={"Accept": "text/html"}) as client:
            answer = client.get(f"{address}/ready")
            said = answer.text.strip()[:200]
            yield Verdict("ready", answer.is_success, f"{address}/ready: {said}", "look at the server's log")
            page = client.get(f"{address}/")
            for name in ONCE:
                if (count := len(page.headers.get_list(name))) != 1:
                    do = "let the proxy neither add nor remove it"
                    yield Verdict("proxy headers", False, f"{name} is there {count} times", do)
            robots = client.get(f"{address}/robots.txt").text
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield Verdict(
            "address",
            False,
            f"{address} does not answer: {error}",
            "look at the proxy, and whether the server runs",
        )
        return
    seen = re.search(r"^Sitemap: (\S+)/sitemap\.xml$", robots, re.M)
    if seen:  # what a public server takes its own address for
        do = "have the proxy pass on Host ($http_host), X-Forwarded-Proto ($scheme) and the path as they are"
        yield Verdict("proxy headers", seen[1] == address, f"the server takes its address for {seen[1]}", do)
    split = urlsplit(address)
    there = f"{'wss' if split.scheme == 'https' else 'ws'}://{split.netloc}{split.path}/_stcore/stream"
    try:
        origin, streamlit = Origin(f"{split.scheme}://{split.netloc}"), [Subprotocol("streamlit")]
        with connect(there, origin=origin, subprotocols=streamlit, open_timeout=PATIENCE_S):
            yield Verdict("WebSocket", True, there)
    except (OSError, WebSocketException, TimeoutError) as error:
        do = "have the proxy speak HTTP/1.1 and pass on Upgrade and Connection"
        yield Verdict("WebSocket", False, f"{there} cannot be opened: {error}", do)
