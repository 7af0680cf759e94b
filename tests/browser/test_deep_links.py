"""Addresses in a real Chromium: filters, menu and language follow them. Every page is looked at in walk.py."""

from __future__ import annotations

import json
import urllib.request

from playwright.sync_api import Browser

from smart_tokyo.view.frame import PAGES
from tests.browser.conftest import Server, Watch, open_and_settle

ADDRESSES = {name: "/" if page.file == "app.py" else f"/{name}" for name, page in PAGES.items()}


def test_the_address_follows_the_filters_and_the_menu(internal_server: Server, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    watch.on(page)
    open_and_settle(page, f"{internal_server.url}/funding?lang=en")
    page.get_by_role("combobox", name="Programme").click()
    page.get_by_role("option", name="Smart Tokyo Chiiki Project").click()
    page.wait_for_url("**programme=PG-CHIIKI**")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Consortium progress").click()
    page.wait_for_url("**/progress?**programme=PG-CHIIKI**")
    page.wait_for_selector("text=Shown:")
    page.reload()
    page.wait_for_selector("text=Shown:")
    assert "programme=PG-CHIIKI" in page.url
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_the_language_changes_in_place(public_server: Server, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(locale="ja-JP", viewport={"width": 1280, "height": 900})
    watch.on(page)
    open_and_settle(page, f"{public_server.url}/about")
    assert page.locator("h1").inner_text() == "事業の概要・制度"
    page.get_by_text("English", exact=True).click()
    page.wait_for_selector("h1:has-text('About the programme')")
    assert "lang=en" in page.url
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_no_other_site_may_send_commands(public_server: Server) -> None:
    with urllib.request.urlopen(f"{public_server.url}/_stcore/host-config", timeout=10) as answer:
        assert json.load(answer)["allowedOrigins"] == []
