"""The data desk in a real Chromium when its server starts again, and in public, where there is none.

A day's work at it is in test_a_day.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from smart_tokyo.store import StorePaths
from tests.browser.conftest import Server, open_and_settle, start
from tests.pages.test_data_desk import ZIP, zipped

GOOD = zipped(projects=("（見本）まちなか撮影地めぐり", "（見本）撮影地めぐり 改"))


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_store, tmp_path / "store")


def drop(page: Page, content: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": "台帳.zip", "mimeType": ZIP, "buffer": content})


def test_after_a_restart_of_the_server_the_desk_says_what_is_lost_and_goes_on(
    store: Path, browser: Browser
) -> None:
    """The page stays in the browser and connects again by itself, to another session."""
    before = StorePaths(store).shown()
    server = start(store, "internal")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    build = page.get_by_role("button", name="データの版を作成する")
    app, connected = page.get_by_test_id("stApp"), ("data-test-connection-state", "CONNECTED")
    try:
        open_and_settle(page, f"{server.url}/data_desk?lang=ja")
        page.get_by_role("textbox", name="あなたの名前").fill("佐藤")
        drop(page, GOOD)
        expect(build).to_be_enabled()
        server.stop()
        expect(app).not_to_have_attribute(*connected)
        server = start(store, "internal", int(server.url.rpartition(":")[2]))
        expect(app).to_have_attribute(*connected)
        expect(page.get_by_text("残っていません")).to_be_visible()
        expect(build).to_have_count(0)
        assert StorePaths(store).shown() == before
        drop(page, GOOD)
        expect(build).to_be_enabled()
    finally:
        page.close()
        server.stop()


def test_the_public_gets_the_answer_of_an_unknown_page(public_server: Server, browser: Browser) -> None:
    answers = []
    for address in ("data_desk", "no_such_page"):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        answer = page.goto(f"{public_server.url}/{address}?lang=ja")
        assert answer is not None
        answers.append((answer.status, answer.text()))
        page.close()
    assert answers[0][0] == 404
    assert answers[0] == answers[1]
