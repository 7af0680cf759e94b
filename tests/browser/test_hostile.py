"""The ledger of hostile texts in a real Chromium: nothing runs, nothing is loaded or linked, nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import start
from tests.browser.walk import Stop, Walker, address_of

# A page with each way of drawing a text: in tiles, lists, tables, blocks and cards, in each kind of chart, on maps, in
# a select box. That every page gives it as text is seen in tests/pages/every/test_hostile.py.
DRAWN = ("overview", "map", "projects", "funding", "progress", "review", "about")
STOPS = [*(Stop(name, address_of(name)) for name in DRAWN), Stop("a project", "/projects?project=pro-0")]
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
def walker(hostile_store: Path, browser: Browser) -> Iterator[Walker]:
    server = start(hostile_store, "internal")
    found = Walker(browser, server)
    yield found
    found.page.context.close()
    server.stop()


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_a_page_of_hostile_texts_does_no_harm(stop: Stop, walker: Walker) -> None:
    page = walker.open(stop, "en", "light", 390)
    assert page.evaluate(LOOK) == HARMLESS
    text = page.inner_text("body")
    assert "HOSTILE" in text
    assert not set(text) & set("\u200b\u202e\u202c\u2066\u2069\ufeff\u00ad")
    assert (walker.watch.outside, walker.watch.errors) == ([], [])
