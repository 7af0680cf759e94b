"""The files of a chart and a table, as a reader gets them: two clicks, or keys alone; the picture is not blank."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Browser, Download, Page

from tests.browser.conftest import Server, open_and_settle


def taken(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def press(page: Page, label: str) -> Download:
    """Open "Download" at the end of the page with the keyboard and press the first of its buttons of that name."""
    files = page.locator(".st-key-files")
    if files.locator("details[open]").count() == 0:
        files.locator("summary").focus()
        page.keyboard.press("Enter")
    wanted = files.get_by_role("button", name=label, exact=True).first
    wanted.wait_for()
    with page.expect_download() as waiting:
        wanted.focus()
        page.keyboard.press("Enter")
    return waiting.value


def colours(data: bytes) -> int:
    return len(Image.open(io.BytesIO(data)).convert("RGB").getcolors(1 << 24) or [])


def test_a_reader_takes_a_chart_away(browser: Browser, internal_server: Server) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB", accept_downloads=True)
    open_and_settle(page, f"{internal_server.url}/funding?lang=en&from_fy=2024&to_fy=2024")

    file = press(page, "CSV")
    assert file.suggested_filename.startswith("smart-tokyo_funding_stages-by-year-chart_")
    rows = list(csv.DictReader(io.StringIO(taken(file).decode("utf-8-sig"))))
    assert [row["Fiscal year"] for row in rows] == ["2024"]
    assert f"{internal_server.url}/funding?lang=en&from_fy=2024&to_fy=2024" in rows[0]["About this file"]

    book = openpyxl.load_workbook(io.BytesIO(taken(press(page, "Excel"))))
    assert int(rows[0]["Decided (yen)"]) in [cell.value for row in book.worksheets[1] for cell in row]

    picture = press(page, "Image (PNG)")
    assert picture.suggested_filename.endswith("_internal_en.png")
    assert colours(taken(picture)) > 50
    page.close()
