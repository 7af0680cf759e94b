"""Addresses in a real Chromium: filters, menu and language follow them. Every page is looked at in walk.py."""

from __future__ import annotations

import json
import re
import urllib.request

from playwright.sync_api import Browser, expect

from tests.browser.conftest import READY, Server, Watch, open_and_settle, open_list
from tests.browser.foreign import in_the_other_language


def test_the_address_follows_the_filters_and_the_menu(internal_server: Server, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    watch.on(page)
    open_and_settle(page, f"{internal_server.url}/funding?lang=en")
    open_list(page.get_by_role("combobox", name="Programme"))
    page.get_by_role("option", name="Smart Tokyo Chiiki Project").click()
    page.wait_for_url("**programme=PG-CHIIKI**")
    menu = page.get_by_test_id("stSidebar").get_by_role("link", name="Consortium progress")
    expect(menu).to_have_attribute("href", re.compile("programme=PG-CHIIKI"))  # the page has run to its menu
    menu.click()
    page.wait_for_url("**/progress?**programme=PG-CHIIKI**")
    page.wait_for_selector("text=Shown:")
    page.reload()
    page.wait_for_selector("text=Shown:")
    assert "programme=PG-CHIIKI" in page.url
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_a_row_of_a_chart_chooses_by_mouse_and_by_keyboard(internal_server: Server, browser: Browser) -> None:
    """In the tab; a telephone has the same rows to touch."""
    watch = Watch()
    page = browser.new_page(viewport={"width": 390, "height": 844})
    watch.on(page)
    open_and_settle(page, f"{internal_server.url}/rules?lang=en")
    rows = page.locator(".choosing a")
    assert all(box and box["height"] >= 44 for box in (row.bounding_box() for row in rows.all()))
    page.get_by_title("Cap", exact=True).click()
    page.wait_for_url("**rule=cap**")
    page.wait_for_selector(READY)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_title("Subsidy rate", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**rule=rate**")
    page.wait_for_selector(READY)
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_the_search_in_the_menu_is_reached_and_used_by_keyboard_alone(
    public_server: Server, browser: Browser
) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    watch.on(page)
    open_and_settle(page, f"{public_server.url}/funding?lang=en")
    field = page.get_by_test_id("stSidebar").get_by_role("searchbox", name="Search everything")
    for _ in range(20):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Sumida")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**q=Sumida**")
    expect(page.get_by_role("heading", name="Municipalities (1)")).to_be_visible()
    expect(field).to_have_value("")
    page.get_by_role("table", name="Municipalities").get_by_role("link", name="Sumida City").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/town?**code=131075**")
    expect(page.get_by_role("heading", name="Sumida City", level=1)).to_be_visible()
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
    page.wait_for_selector("html[lang=en]", state="attached")  # which a screen reader speaks
    page.get_by_text("日本語", exact=True).click()
    page.wait_for_selector("html[lang=ja]", state="attached")
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


def test_open_menus_and_fields_are_japanese(internal_server: Server, browser: Browser) -> None:
    """What Streamlit adds when something is used: a list, a search without results, a calendar."""
    context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_and_settle(page, f"{internal_server.url}/reuse?lang=ja")
    box = page.get_by_role("combobox", name="比べる事業")
    box.click()
    page.get_by_role("option").first.wait_for()
    assert in_the_other_language(page, "ja") == []
    box.fill("量子")
    page.get_by_role("option").nth(1).wait_for(state="detached")
    assert in_the_other_language(page, "ja") == []
    page.set_viewport_size({"width": 390, "height": 844})
    open_and_settle(page, f"{internal_server.url}/data_desk?lang=ja")
    page.get_by_role("button", name="Choose date").click()
    page.get_by_role("grid").wait_for()
    assert in_the_other_language(page, "ja") == []
    page.keyboard.press("Escape")
    page.get_by_role("grid").wait_for(state="detached")
    context.close()


def test_no_other_site_may_send_commands(public_server: Server) -> None:
    with urllib.request.urlopen(f"{public_server.url}/_stcore/host-config", timeout=10) as answer:
        assert json.load(answer)["allowedOrigins"] == []
