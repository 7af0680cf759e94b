"""Every page of the public view, on one walk: see walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import Server, start
from tests.browser.walk import Stop, Walker, address_of

STOPS = [
    *(
        Stop(name, address_of(name) + ("?chart=status" if page.alone else ""), keys=True)
        for name, page in PAGES.items()
        if page.is_for("public")
    ),
    Stop("a number", "/evidence?of=programme_totals.projects&back=overview", keys=True),
    Stop("a project", "/projects?project=P-2025-CHOFU"),
    Stop("an unknown area", "/funding?area=A-NOWHERE"),
    Stop("an unknown address", "/no_such_page", ready="h1", keys=True, missing=True),
]
NO_SNAPSHOT = Stop("no snapshot", "/", ready="h1")
# In Japanese, as the internal walk sees the pages of both views in English; what it does not have is seen in both.
PUBLIC_ALONE = {"embed", "an unknown address"}
VISITS = [
    (stop, lang) for stop in STOPS for lang in ("ja", "en") if lang == "ja" or stop.name in PUBLIC_ALONE
]


@pytest.fixture(scope="module")
def walker(public_server: Server, browser: Browser) -> Iterator[Walker]:
    found = Walker(browser, public_server)
    yield found
    found.page.context.close()


@pytest.mark.parametrize(("stop", "lang"), VISITS, ids=lambda one: getattr(one, "name", one))
def test_a_page(stop: Stop, lang: str, walker: Walker) -> None:
    assert walker.visit(stop, lang) == []


def test_the_menu_says_which_page_is_open(walker: Walker) -> None:
    page = walker.open(Stop("overview", "/"), "ja", "light")
    is_open = page.locator("[data-testid=stSidebar] [aria-current=page]")
    expect(is_open).to_contain_text(["トップ"])
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="資金").click()
    expect(is_open).to_contain_text(["資金"])


def test_a_change_of_theme_reaches_what_is_drawn(walker: Walker) -> None:
    """Charts ask for the theme when the page runs again."""
    page = walker.open(Stop("overview", "/"), "ja", "light")
    page.emulate_media(color_scheme="dark")
    walker.settle("dark")
    walker.rerun()
    walker.settle("dark")
    assert walker.look("dark") + walker.axe() == []


def test_before_the_first_snapshot(browser: Browser, tmp_path: Path) -> None:
    server = start(tmp_path, "public")
    try:
        walker = Walker(browser, server)
        assert [walker.visit(NO_SNAPSHOT, lang) for lang in ("ja", "en")] == [[], []]
        walker.page.context.close()
    finally:
        server.stop()
