"""What nginx does before the processes: the way to one of them, and what a reader meets when one is away, or all."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
import websockets
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from smart_tokyo.store import StorePaths
from tests.browser.conftest import READY, Server, open_list, start
from tests.conftest import ROOT, build
from tests.deploy.front import BASE, COOKIE, NAMES, PLACES, SPARE, Answer, Front, Reader, together, unverified

pytestmark = pytest.mark.heavy
PAGE = f"{BASE}/?lang=en"


def script(front: Front) -> str:
    """The address of one of the page's scripts."""
    found = re.search(rb'src="\./(static/js/[^"]+\.js)"', front.ask(PAGE).body)
    assert found
    return f"{BASE}/{found[1].decode()}"


def doubled(answer: Answer) -> list[str]:
    """The headers that came twice, and the cookies that were set twice."""
    names = Counter(
        f"cookie {value.partition('=')[0]}" if name.lower() == "set-cookie" else name.lower()
        for name, value in answer.headers.items()
    )
    return [name for name, count in names.items() if count > 1]


def test_tls_is_of_today_and_http_leads_to_it(front: Front) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    connection.request("GET", PAGE, headers={"Host": NAMES[0]})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["location"]) == (301, f"https://{NAMES[0]}{PAGE}")
    for version, taken in (("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)):
        context = unverified()
        context.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.warns(DeprecationWarning) if version == "TLSv1_1" else nullcontext():
            context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
        with socket.create_connection(("127.0.0.1", front.port)) as plain:
            try:
                with context.wrap_socket(plain) as found:
                    assert taken and found.version() == version.replace("_", ".")
            except ssl.SSLError:
                assert not taken, version


def test_no_header_comes_twice_and_none_tells_a_version(front: Front) -> None:
    for path in (PAGE, script(front), f"{BASE}/_stcore/health", f"{BASE}/open/v1/snapshots", f"{BASE}/x"):
        answer = front.ask(path, accept="text/html")
        assert doubled(answer) == [], path
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert answer.headers["content-security-policy"] and answer.headers["server"] == "nginx"
    assert front.ask(BASE).headers["location"] == f"{BASE}/"
    assert f"https://127.0.0.1{BASE}/sitemap.xml" in front.ask("/robots.txt").body.decode()


def test_a_reader_stays_with_the_process_that_answered_first(front: Front) -> None:
    new = {front.ask(PAGE).process for _ in range(4)}
    assert new == {str(port) for port in front.ports}, "new readers are shared out"
    set_by = front.ask(PAGE).headers["set-cookie"]
    assert set_by.partition("; ")[2] == f"Path={BASE}/; Secure; HttpOnly; SameSite=Lax"
    for port in front.ports:
        for path in (PAGE, f"{BASE}/_stcore/health", f"{BASE}/media/{port}", f"{BASE}/open/v1/snapshots"):
            assert front.ask(path, port).process == "", "the cookie is right already"
        assert f'"127.0.0.1:{port}"' in front.logged(f"/media/{port}")
    for nonsense in ("1", "smart_tokyo_staff", "8700", "x%0d%0ay"):
        assert front.ask(PAGE, nonsense).process in new
    # framed by another site a browser keeps no cookie: pictures still come from where the page was made
    assert len({front.ask(f"{BASE}/_stcore/health").process for _ in range(4)}) == 1


def test_the_log_knows_no_reader(front: Front) -> None:
    front.ask(f"{BASE}/search?q=somebody", source="127.0.0.9", user_agent="somebody's own")
    line = front.logged(f"{BASE}/search")
    assert line.startswith("127.0.0.0 [") and "somebody" not in line


def test_one_address_may_ask_for_so_much_and_is_told(front: Front) -> None:
    def asked(path: str) -> list[Answer]:
        with ThreadPoolExecutor(8) as many:
            return list(many.map(lambda _: front.ask(path, source="127.0.0.9"), range(80)))

    answers = asked(PAGE)
    found = Counter(one.status for one in answers)
    assert found[200] >= 50 and set(found) == {200, 429}
    refused = next(one for one in answers if one.status == 429)
    assert "ただいま混み合っています" in refused.body.decode()
    refused = next(one for one in asked(f"{BASE}/open/v1/snapshots") if one.status == 429)
    assert json.loads(refused.body)["status"] == 429 and refused.headers["retry-after"]
    assert {one.status for one in asked(f"{BASE}/_stcore/health")} == {200}, "health is never limited"
    assert front.ask(PAGE).status == 200, "nobody else is"


def test_past_the_last_place_a_reader_is_told_and_nobody_loses_theirs(front: Front) -> None:
    async def all_of_it() -> None:
        readers = [await Reader(front).come() for _ in range(PLACES)]
        until = asyncio.Event()
        busy = [asyncio.create_task(one.read_on(until, pause=0.0)) for one in readers]
        told = await Reader(front).ask(PAGE)
        assert told.status == 503 and told.headers["retry-after"] == "10"
        text = told.body.decode()
        assert '<html lang="ja">' in text and "もう一度開く" in text and "Very busy just now" in text
        back = [Reader(front) for _ in range(SPARE)]  # who lost the connection finds a place
        for one in back:
            await one.connect()
        with pytest.raises(websockets.InvalidStatus, match="503"):
            await Reader(front).connect()
        for _ in range(10):
            assert (await Reader(front).ask(f"{BASE}/_stcore/health")).status == 200
            await asyncio.sleep(0.2)
        until.set()
        await asyncio.gather(*busy)
        assert [one.lost for one in readers] == [0] * PLACES and min(one.runs for one in readers) > 1
        for one in [*readers, *back]:
            await one.leave()
        while (await Reader(front).ask(PAGE)).status != 200:
            await asyncio.sleep(0.1)

    together(all_of_it)


def test_one_is_killed_under_load_and_its_readers_come_back(front: Front, browser: Browser) -> None:
    """Raw readers on both processes, and a browser on the one that is killed."""
    theme = "theme=health"
    context = browser.new_context(ignore_https_errors=True)
    page, sockets = context.new_page(), list[str]()
    page.on("websocket", lambda one: sockets.append(one.url))
    page.goto(f"{front.url}/?lang=en&{theme}")
    page.wait_for_selector(READY)
    (cookie,) = [one for one in context.cookies() if one["name"] == COOKIE]
    killed = int(cookie["value"])
    (other,) = set(front.ports) - {killed}
    pictures = "Array.from(document.images, one => one.complete && one.naturalWidth > 0)"
    assert all(page.evaluate(pictures))

    async def under_load() -> list[Reader]:
        readers: list[Reader] = []
        while Counter(one.process for one in readers) != {str(killed): 4, str(other): 4}:
            one = await Reader(front).come()
            if sum(one.process == r.process for r in readers) < 4:
                readers.append(one)
            else:
                await one.leave()
        until = asyncio.Event()
        reading = [asyncio.create_task(one.read_on(until)) for one in readers]
        statuses: Counter[int] = Counter()

        async def new_ones() -> None:
            while not until.is_set():
                statuses[(await asyncio.to_thread(front.ask, f"{BASE}/funding?lang=ja")).status] += 1
                await asyncio.sleep(0.05)

        reading.append(asyncio.create_task(new_ones()))
        await asyncio.sleep(1)
        await asyncio.to_thread(front.end, killed, signal.SIGKILL)
        theirs = [one for one in readers if one.process == str(killed)]
        while any(not one.away_s for one in theirs):
            assert not [one for one in reading if one.done()]
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        until.set()
        await asyncio.gather(*reading)
        for one in readers:
            await one.leave()
        assert set(statuses) == {200}, "whoever comes meanwhile meets no error"
        return readers

    readers = together(under_load)
    back = [one for one in readers if one.lost]
    assert [one.lost for one in back] == [1] * 4, "its readers lost it once, and nobody else anything"
    assert {one.process for one in readers} == {str(other)}, "they stay where they are now"
    print(f"away for {max(one.away_s[0] for one in back):.2f} s at most")

    # the page in the browser has come back by itself, with what was chosen, and goes on
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    assert len(sockets) == 2
    open_list(page.get_by_role("combobox", name="Programme"))
    page.get_by_role("option", name="Smart Tokyo Chiiki Project").click()
    page.wait_for_url("**programme=PG-CHIIKI**")
    assert theme in page.url
    page.wait_for_selector(READY)
    (cookie,) = [one for one in context.cookies() if one["name"] == COOKIE]
    assert cookie["value"] == str(other) and all(page.evaluate(pictures))
    context.close()


def test_a_new_snapshot_is_everywhere_within_two_seconds(front: Front) -> None:
    async def all_of_it() -> None:
        readers: dict[str, Reader] = {}
        while len(readers) < 2:
            one = await Reader(front).come()
            if readers.setdefault(one.process, one) is not one:
                await one.leave()
        assert not [one for one in readers.values() if b"2026-10-01" in await one.run()]
        before = StorePaths(front.store).current("public")
        await asyncio.to_thread(
            build, ROOT / "data" / "sample", front.store, "--as-of", "2026-10-01", publish=False
        )
        said = ("--note-ja", "試験", "--note-en", "A test")
        command = [sys.executable, "-m", "smart_tokyo", "publish", "--store", str(front.store), *said]
        await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, capture_output=True)
        published = time.monotonic()
        after = StorePaths(front.store).current("public")
        assert after != before and after is not None and after.startswith("2026-10-01")
        waiting = dict(readers)
        while waiting:
            for process, one in list(waiting.items()):
                if b"2026-10-01" in await one.run():
                    del waiting[process]
            assert not waiting or time.monotonic() - published < 2, f"{[*waiting]} are still at {before}"
        assert [one.lost for one in readers.values()] == [0, 0]
        for one in readers.values():
            await one.leave()

    together(all_of_it)


def test_a_rolling_restart_gives_nobody_an_error(front: Front) -> None:
    async def all_of_it() -> None:
        readers = [await Reader(front).come() for _ in range(4)]
        until, statuses, took = asyncio.Event(), Counter[int](), list[float]()

        async def new_ones() -> None:
            while not until.is_set():
                began = time.monotonic()
                statuses[(await asyncio.to_thread(front.ask, f"{BASE}/map?lang=ja")).status] += 1
                took.append(time.monotonic() - began)
                await asyncio.sleep(0.05)

        reading = [asyncio.create_task(one.read_on(until)) for one in readers]
        reading += [asyncio.create_task(new_ones()) for _ in range(2)]
        for port in front.ports:
            await asyncio.to_thread(front.end, port)
            await asyncio.to_thread(front.run, port)  # returns when it is ready, as systemctl restart does
        until.set()
        await asyncio.gather(*reading)
        assert set(statuses) == {200}, statuses
        assert all(1 <= one.lost <= 2 for one in readers), "each comes back, at most once for each process"
        print(
            f"{statuses[200]} pages, the longest took {max(took):.2f} s; "
            f"readers were away for {max(max(one.away_s) for one in readers):.2f} s at most"
        )
        for one in readers:
            await one.leave()

    together(all_of_it)


def test_while_nothing_is_up_readers_are_told_in_both_languages(front: Front) -> None:
    path = script(front)
    first = front.ask(path, accept_encoding="gzip, deflate, br, zstd")
    assert first.headers["content-encoding"] == "gzip" and "immutable" in first.headers["cache-control"]
    assert first.headers.get_all("set-cookie") is None
    plain = front.ask(path)
    assert plain.headers["content-encoding"] is None and gzip.decompress(first.body) == plain.body
    for port in front.ports:
        front.end(port)
    for encoding in ("gzip", "br, gzip;q=0.8"):
        assert front.ask(path, accept_encoding=encoding).body == first.body, "kept by nginx"
    answer = front.ask(PAGE, front.ports[0])
    text = answer.body.decode()
    assert (answer.status, answer.headers["retry-after"]) == (503, "10")
    assert '<html lang="ja">' in text and '<section lang="en">' in text
    assert text.index("もう一度開いてください") < text.index("Please open it again")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert doubled(answer) == []
    refused = front.ask(f"{BASE}/open/v1/snapshots")
    assert refused.status == 503 and refused.headers["content-type"] == "application/problem+json"
    assert json.loads(refused.body)["status"] == 503 and refused.headers["retry-after"] == "10"
    front.up()
    assert front.ask(PAGE).status == 200, "as soon as one is up"


@pytest.mark.parametrize("name", ["busy", "unavailable"])
def test_the_pages_of_nginx_are_accessible(name: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((ROOT / "deploy" / "nginx" / "pages" / f"{name}.html").as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_the_staff_reach_the_internal_view_by_its_socket_and_nobody_else_does(
    front: Front, tmp_path: Path
) -> None:
    secrets = tmp_path / "sign-in.toml"
    lines = {
        "redirect_uri": f"https://{NAMES[1]}/oauth2callback",
        "cookie_secret": "of-these-tests-and-longer-than-32-characters",
        "client_id": "x",
        "client_secret": "x",
        "server_metadata_url": "https://127.0.0.1:1/.well-known/openid-configuration",
    }
    secrets.write_text("[auth]\n" + "".join(f'{name} = "{text}"\n' for name, text in lines.items()), "utf-8")
    secrets.chmod(0o600)
    view: Server = start(front.store, "internal", SECRETS=str(secrets), ALLOWED_HOSTS=NAMES[1])
    behind = view.url.removeprefix("http://")
    door = subprocess.Popen(
        ["systemd-socket-activate", "-l", f"127.0.0.1:{front.staff}", "/lib/systemd/systemd-socket-proxyd", behind],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while (answer := front.ask("/?lang=en", host=NAMES[1])).status != 200:
            assert door.poll() is None
            time.sleep(0.05)
        assert doubled(answer) == []
        assert answer.headers["x-robots-tag"] and answer.headers["cache-control"] == "no-store"
        assert front.ask("/media/x", host=NAMES[1]).status == 401
        assert front.ask("/?lang=en", host=NAMES[1], source="127.0.0.9").status == 403
        assert front.ask("/data_desk", host=NAMES[0]).status == 404
    finally:
        door.terminate()
        view.stop()
        door.wait(20)
