"""The canary ledger in a real browser: what is drawn, what comes over the wire, downloads, open files."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Response

from smart_tokyo.store import AUDIENCES, StorePaths
from tests import canary
from tests.browser.conftest import Server, open_and_settle, powerless, start, undrawn
from tests.browser.walk import address_of
from tests.pages.every.test_canary import given_to_the_public


class Wire:
    """Everything that reaches a browser: frames of the WebSocket, bodies of answers, downloads."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.received: list[str | bytes] = []
        self.answers: list[Response] = []
        page.on("websocket", lambda one: one.on("framereceived", self._frame))
        page.on("response", lambda one: self.answers.append(one))

    def _frame(self, payload: Any) -> None:
        self.received.append(payload)

    def taken(self) -> list[str | bytes]:
        """What has come since the last call; bodies are gone once the page is another."""
        bodies = [self._body(one) for one in self.answers if one.ok and "/static/" not in one.url]
        taken, self.received, self.answers = [*self.received, *bodies], [], []
        return taken

    def _body(self, answer: Response) -> bytes:
        """The body of an answer; asked for once more where the browser has let go of it."""
        try:
            return answer.body()
        except Error:
            return self.page.request.get(answer.url).body()


def drawn_and_sent(
    server: Server, audience: str, browser: Browser, ids: list[str]
) -> Iterator[tuple[str, str | bytes]]:
    """What a session draws and receives, with every download that its pages offer.

    The public's is over a page of each kind; what every page sends is searched in tests/pages/every/test_canary.py.
    """
    addresses = ["/projects?project=pro-a", "/reports?report=project&project=pro-a", "/review"]
    if audience == "public":  # of the staff's it is enough to see that the search finds what is there
        addresses = [
            *map(address_of, ("overview", "map", "funding", "progress", "journey", "open_data")),
            *addresses[:-1],
            "/reports?report=funding",
            "/evidence?of=programme_totals.decided_yen",
            "/data_desk",
            "/robots.txt",
            *(f"/?snapshot={one}" for one in ids),
        ]
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page.add_init_script(undrawn())  # what a map is given comes over the wire
    wire = Wire(page)
    for address in addresses:
        if address in ("/robots.txt", "/data_desk"):
            page.goto(server.url + address)
        else:
            open_and_settle(page, server.url + address)
        taken = wire.taken()
        assert taken or address in ("/robots.txt", "/data_desk")
        yield from (("sent", one) for one in taken)
        yield "drawn", page.content()
        yield "drawn", page.inner_text("body")
        for button in page.get_by_test_id("stDownloadButton").get_by_role("button").all():
            with page.expect_download() as download:
                button.click()
            yield "downloaded", Path(download.value.path()).read_bytes()
        wire.answers.clear()  # those of the downloads, which have been read
    page.close()


def locked(store: Path, to: Path) -> Path:
    """A copy of a store in which nobody may read anything but what the public process is given."""
    shutil.copytree(store, to)
    given = {to / path.relative_to(store) for path in given_to_the_public(store)}
    for path in to.rglob("*"):
        if path.is_file() and path not in given:
            path.chmod(0)
    return to


@pytest.fixture(scope="module", params=AUDIENCES)
def session(
    request: pytest.FixtureRequest,
    canary_ledger: tuple[Path, canary.Tokens],
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, dict[str, set[str]], list[str]]]:
    """An audience, the tokens that a session found, and the files that the server has open after it.

    The public's server runs as an account that may read nothing of the store but what it is given.
    """
    store, audience = canary_ledger[0], request.param
    if audience == "public":
        store = locked(store, tmp_path_factory.mktemp("locked") / "store")
    server = start(store, audience)
    found: dict[str, set[str]] = {"drawn": set(), "sent": set(), "downloaded": set()}
    for way, text in drawn_and_sent(server, audience, browser, StorePaths(store).ids()):
        found[way] |= canary.found_in([text])
    opened = [
        str(one.readlink()) for one in Path(f"/proc/{server.process.pid}/fd").iterdir() if one.is_symlink()
    ]
    server.stop()
    yield audience, found, opened


def test_only_the_staff_get_it(session: tuple[str, dict[str, set[str]], list[str]]) -> None:
    audience, found, _ = session
    if audience == "public":
        assert not set.union(*found.values())
    else:
        assert len(found["drawn"]) >= 5 and len(found["sent"]) >= 5, "else the search finds nothing anywhere"


def test_the_account_of_the_servers_cannot_read_what_is_locked(
    canary_ledger: tuple[Path, canary.Tokens], tmp_path: Path
) -> None:
    """Else the public's server would have run with more than it is given."""
    store = StorePaths(locked(canary_ledger[0], tmp_path / "store"))
    chosen = str(store.current("public"))
    read = powerless("-c", "import sys; open(sys.argv[1], 'rb').read()")
    done = {
        name: subprocess.run([*read, str(store.database(chosen, name))], check=False) for name in AUDIENCES
    }
    assert (done["public"].returncode, done["internal"].returncode) == (0, 1)


def test_the_process_holds_only_its_own_file(session: tuple[str, dict[str, set[str]], list[str]]) -> None:
    audience, _, opened = session
    databases = {Path(one).name for one in opened if one.endswith(".duckdb")}
    compared = re.compile(rf"[^/]+\.\.[^/]+\.{audience}\.[0-9a-f]+\.duckdb")  # two versions, for it alone
    assert {one for one in databases if not compared.fullmatch(one)} == {f"{audience}.duckdb"}
    assert audience != "public" or not [one for one in opened if "history" in one or "manifest" in one]
