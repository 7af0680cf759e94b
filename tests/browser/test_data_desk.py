"""The data desk in a real Chromium: drop a file, see the cell, build, publish, go back; the public has no desk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from smart_tokyo.store import StorePaths
from tests.browser.conftest import Server, Watch, open_and_settle, start
from tests.pages.test_data_desk import BROKEN, ZIP, zipped

GOOD = zipped(projects=("（見本）まちなか撮影地めぐり", "（見本）撮影地めぐり 改"))


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_store, tmp_path / "store")


@pytest.fixture
def desk_server(store: Path) -> Iterator[Server]:
    server = start(store, "internal")
    yield server
    server.stop()


def drop(page: Page, content: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": "台帳.zip", "mimeType": ZIP, "buffer": content})


def test_from_a_broken_file_to_the_public_view_and_back(
    desk_server: Server, store: Path, browser: Browser
) -> None:
    paths = StorePaths(store)
    first = paths.current("public")
    watch = Watch()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    watch.on(page)
    open_and_settle(page, f"{desk_server.url}/data_desk?lang=ja")

    drop(page, BROKEN)
    expect(page.get_by_text("projects.csv:2")).to_be_visible()
    cell = page.get_by_role("cell", name="✕ PG-NOWHERE")
    expect(cell).to_be_visible()
    assert cell.evaluate("cell => getComputedStyle(cell).backgroundColor") == "rgb(251, 217, 217)"
    expect(page.get_by_role("button", name="データの版を作成する")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="指摘を書き込んだ写しをダウンロード").click()
    assert download.value.suggested_filename == "台帳_指摘.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"

    drop(page, GOOD)
    build = page.get_by_role("button", name="データの版を作成する")
    expect(build).to_be_disabled()
    page.get_by_role("textbox", name="あなたの名前").fill("佐藤")
    expect(build).to_be_enabled()
    build.click()
    expect(page.get_by_text("作成し、庁内向けに表示しました")).to_be_visible()
    second = paths.current("internal")
    assert second != first and paths.current("public") == first

    page.get_by_role("button", name="公開の内容を確かめる").click()
    for language, note in (
        ("日本語", "題名の誤り"),
        ("英語", "A wrong title"),
    ):  # GOOD corrects what is public
        page.get_by_role("textbox", name=re.compile(f"訂正の理由.*{language}")).fill(note)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_text("公開しました：")).to_be_visible()
    assert paths.current("public") == second

    page.get_by_role("button", name="庁内向けをこの版に戻す").click()
    expect(page.get_by_role("button", name="やめる")).to_be_visible()
    page.get_by_role("button", name="戻す").last.click()
    expect(page.get_by_text("戻しました：")).to_be_visible()
    assert paths.current("internal") == first

    page.get_by_role("link", name="この版を見る").click()
    expect(page.get_by_text("時点のデータの版")).to_be_visible()
    assert f"snapshot={second}" in page.url
    page.get_by_role("link", name="最新の版を表示する").click()
    expect(page.get_by_text("時点のデータの版")).to_have_count(0)
    assert "snapshot=" not in page.url
    assert (watch.outside, watch.errors) == ([], [])
    page.close()


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
