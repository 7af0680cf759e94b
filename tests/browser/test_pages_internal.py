"""Every page of the internal view, on one walk: see walk.py. In Japanese it is a second walk (make test-heavy)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import Server, open_list
from tests.browser.test_data_desk import drop
from tests.browser.walk import Stop, Walker, address_of
from tests.pages.test_data_desk import BROKEN


def bad_upload(page: Page) -> None:
    drop(page, BROKEN)
    page.get_by_text("projects.csv:2").wait_for()


def open_filter(page: Page) -> None:
    open_list(page.get_by_test_id("stSidebar").get_by_role("combobox").first)
    page.get_by_role("option").first.wait_for()


def open_download(page: Page) -> None:
    page.locator(".st-key-files summary").click()
    page.get_by_role("button", name="CSV").first.wait_for()


STOPS = [
    *(Stop(name, address_of(name), keys=True) for name, page in PAGES.items() if page.is_for("internal")),
    Stop("a number", "/evidence?of=programme_totals.decided_yen&back=overview"),
    Stop("a project", "/projects?project=SMP-001", keys=True),
    Stop("a project in review", "/review?project=SMP-001", keys=True),
    Stop("a table of projects", "/projects?view=table"),
    Stop("interactive maps", "/map?charts=live", keys=True),
    Stop("an answer and what is found", "/search?q=decided", keys=True),
    Stop("an open filter", "/reports", act=open_filter),
    Stop("an open download", "/journey", act=open_download),
    Stop("a broken file", "/data_desk", act=bad_upload, keys=True, theirs=True),
]
# What the public has too is seen there in Japanese; but amounts, and what is drawn of them, are here alone.
OF_AMOUNTS = {
    "overview",
    "map",
    "funding",
    "progress",
    "rules",
    "journey",
    "a project",
    "a table of projects",
}
OF_THE_STAFF = {"a project in review", "an open download", "a broken file"} | {
    name for name, page in PAGES.items() if not page.is_for("public")
}
VISITS = [
    *((stop, "en") for stop in STOPS),
    *(
        pytest.param(stop, "ja", marks=pytest.mark.heavy)
        for stop in STOPS
        if stop.name in OF_THE_STAFF | OF_AMOUNTS
    ),
]


@pytest.fixture(scope="module")
def walker(internal_server: Server, browser: Browser) -> Iterator[Walker]:
    found = Walker(browser, internal_server)
    yield found
    found.page.context.close()


@pytest.mark.parametrize(("stop", "lang"), VISITS, ids=lambda one: getattr(one, "name", one))
def test_a_page(stop: Stop, lang: str, walker: Walker) -> None:
    assert walker.visit(stop, lang) == []
