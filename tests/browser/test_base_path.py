"""The dashboard below a base path, as a proxy passes it on: nothing of it is asked for, linked or kept elsewhere."""

from __future__ import annotations

import csv
import io
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Watch, open_and_settle, open_list, start
from tests.browser.test_downloads import press, taken

BASE = "/smart-map"  # ends like a page's name, which Streamlit takes off the address that it tells a page
LINKS = "Array.from(document.querySelectorAll('a[href]'), link => link.href)"


@pytest.fixture(scope="module")
def server(sample_store: Path) -> Iterator[Server]:
    found = start(sample_store, "public", BASE_PATH=BASE)
    yield found
    found.stop()


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def below(page: Page, server: Server) -> set[str]:
    """The links of a page to this server, each of which is below the base path and leads somewhere."""
    origin = server.url.removesuffix(BASE)
    found = {link.partition("#")[0] for link in page.evaluate(LINKS) if link.startswith(f"{origin}/")}
    assert found and not [link for link in found if not link.startswith(f"{server.url}/")]
    return found


def test_a_reader_stays_below_the_base_path(server: Server, browser: Browser) -> None:
    watch, asked = Watch(), set[str]()
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    watch.on(page)
    open_and_settle(page, f"{server.url.removesuffix(BASE)}/?lang=en")
    assert path_of(page) == f"{BASE}/", "the root of the host leads to the overview"
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).path))
    links = below(page, server)
    assert press(page, "CSV").url.startswith(f"{server.url}/media/")

    page.get_by_test_id("stSidebar").get_by_role("link", name="Funding").click()
    page.wait_for_url(f"{server.url}/funding?**")
    open_list(page.get_by_role("combobox", name="Programme"))
    page.get_by_role("option", name="Smart Tokyo Chiiki Project").click()
    page.wait_for_url("**programme=PG-CHIIKI**")
    open_and_settle(page, page.url)
    rows = csv.DictReader(io.StringIO(taken(press(page, "CSV")).decode("utf-8-sig")))
    assert f"{server.url}/funding?lang=en&programme=PG-CHIIKI" in next(rows)["About this file"]
    links |= below(page, server)

    page.get_by_test_id("stSidebar").get_by_role("link", name="Overview").click()
    page.wait_for_selector("h1:has-text('Smart Tokyo Dashboard')")
    with page.expect_popup() as opened:  # a link of a text opens a window of its own
        page.get_by_test_id("stMain").get_by_role("link", name="Decided", exact=False).first.click()
    evidence = opened.value
    evidence.wait_for_selector("h2")
    assert path_of(evidence) == f"{BASE}/evidence"
    links |= below(evidence, server)

    open_and_settle(page, f"{server.url}/open_data?lang=en")
    links |= below(page, server)
    for written in ("/embed?chart=map&amp;embed=true", "/open/v1/figures/funding_by_area?from_fy=2024"):
        expect(page.get_by_text(f"{server.url}{written}")).to_be_visible()
    open_and_settle(page, f"{server.url}/embed?chart=status&embed=true&lang=en")
    assert f"{server.url}/progress?lang=en" in below(page, server)
    assert {path for path in asked if not path.startswith(f"{BASE}/")} == set()
    assert (watch.outside, watch.errors) == ([], [])
    page.context.close()

    for link in sorted(links):
        with urllib.request.urlopen(link, timeout=30) as answer:
            assert answer.status == 200, link
    assert {f"{server.url}/map", f"{server.url}/open/v1/feed.atom"} <= {
        link.partition("?")[0] for link in links
    }
