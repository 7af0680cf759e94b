"""The ledger of hostile texts in a real Chromium: nothing runs, nothing is loaded or linked, nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import Server, Watch, open_and_settle, start
from tests.browser.walk import address_of

PAGES_TO_SEE = [address_of(name) for name, page in PAGES.items() if page.is_for("internal")]
LOOK = """() => {
  const links = [...document.querySelectorAll('a')].map(a => a.getAttribute('href') ?? a.href?.baseVal ?? '');
  return {
    ran: window.pwned ?? null,
    links: links.filter(one => /evil|javascript:/i.test(new URL(one, location.href).host + one.split('?')[0])
                               && !one.startsWith('https://source.example/')),
    images: [...document.images].map(one => one.src).filter(one => !one.startsWith('data:')),
    scripts: [...document.scripts].filter(one => one.textContent.includes('pwned')).length,
    maths: document.querySelectorAll('.katex').length,
    struck: document.querySelectorAll('[data-testid=stMain] del').length,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }
}"""
HARMLESS = {
    "ran": None, "links": [], "images": [], "scripts": 0, "maths": 0, "struck": 0, "sideways": 0
}  # fmt: skip


@pytest.fixture(scope="module")
def server(hostile_store: Path) -> Iterator[Server]:
    found = start(hostile_store, "internal")
    yield found
    found.stop()


@pytest.mark.parametrize("address", [*PAGES_TO_SEE, "/projects?project=pro-0"])
def test_a_page_of_hostile_texts_does_no_harm(address: str, server: Server, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    watch.on(page)
    open_and_settle(page, f"{server.url}{address}{'&' if '?' in address else '?'}lang=en")
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    page.wait_for_timeout(500)
    assert page.evaluate(LOOK) == HARMLESS
    text = page.inner_text("body")
    assert "HOSTILE" in text or address.startswith("/data_desk")
    assert not set(text) & set("\u200b\u202e\u202c\u2066\u2069\ufeff\u00ad")
    assert (watch.outside, watch.errors) == ([], [])
    page.close()
