"""A chart in a frame on another site: shown where the site is allowed, refused where not, at any width."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from smart_tokyo.view.pages.embed import EMBEDS
from tests.browser.conftest import READY, Server, Watch, start, undrawn


class Site(BaseHTTPRequestHandler):
    """Another site: one page with the frame whose address is in its query."""

    def do_GET(self) -> None:
        address = unquote(self.path.partition("?")[2])
        frame = f'<iframe title="-" src="{address}" style="width:100%;height:700px;border:0"></iframe>'
        body = f"<!doctype html><title>-</title><body style=margin:0>{frame}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Sites:
    """The dashboard, a site that may show it and one that may not."""

    server: Server
    allowed: str
    other: str


@pytest.fixture(scope="module")
def sites(sample_store: Path) -> Iterator[Sites]:
    others = [ThreadingHTTPServer(("127.0.0.1", 0), Site) for _ in range(2)]
    for one in others:
        threading.Thread(target=one.serve_forever, daemon=True).start()
    allowed, other = (f"http://127.0.0.1:{one.server_port}" for one in others)
    server = start(sample_store, "public", EMBED_HOSTS=allowed)
    yield Sites(server, allowed, other)
    server.stop()
    for one in others:
        one.shutdown()


def test_an_allowed_site_shows_every_chart(sites: Sites, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 800, "height": 720})
    page.add_init_script(undrawn())
    watch.on(page)
    for name, one in EMBEDS.items():
        page.set_viewport_size({"width": 800, "height": 720})
        page.goto(f"{sites.allowed}/?{sites.server.url}/embed?chart={name}%26embed=true%26lang=en")
        frame = page.frame_locator("iframe")
        frame.locator(READY).wait_for()
        assert frame.locator("h1").inner_text() == one.title
        assert frame.get_by_test_id("stSidebar").count() == frame.get_by_test_id("stMainMenu").count() == 0
        link = frame.get_by_role("link", name="Open in the Smart Tokyo Dashboard")
        assert link.get_attribute("target") == "_blank"
        assert (link.get_attribute("href") or "").startswith(f"{sites.server.url}/")
        for width in (800, 320):
            page.set_viewport_size({"width": width, "height": 720})
            expect(frame.get_by_test_id("stMain")).to_have_js_property("scrollWidth", width)
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_another_site_shows_nothing(sites: Sites, browser: Browser) -> None:
    page = browser.new_page()
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(f"{sites.other}/?{sites.server.url}/embed?chart=areas%26embed=true")
    assert page.frames[1].url.startswith("chrome-error:")
    page.close()
