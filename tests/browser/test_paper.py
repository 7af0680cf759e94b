"""On screen and on paper: the headline figures are the numbers of the named queries; and what Chromium makes of a page
for a sheet of A4, read back from its PDF.

Each page is visited once and printed from both widths, as the browser's menu does: nothing is told it beforehand.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from smart_tokyo import palette
from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.store import StorePaths
from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import Server, open_and_settle, undrawn
from tests.headlines import HEADLINES, QUERIES, Numbers, numbers_in, picked

WIDTHS = (1280, 1920)
SHEET = (718, 1032)  # CSS pixels of A4 between the margins
LONG = "projects?view=table"  # its table has more rows than a sheet
ONE = "review?project=SMP-020"  # of the sample, the project with most to say
ADDRESSES = ("", "map", "funding", "progress", "about", LONG)
MENU = {
    PAGES[name].title for name in ("data_desk", "journey", "accessibility")
}  # stands nowhere else on them
CONTROLS = MENU | {"Narrow down", "Unit of money", "From fiscal year", "Download"}
HEADINGS = "() => [...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => one.innerText)"
TABLES = """() => [...document.querySelectorAll('main table')].filter(one => one.checkVisibility()).map(table =>
    [...table.rows].map(row => [...row.cells].map(cell => cell.innerText).join(' ')))"""
PICTURES = """() => [
    ...[...document.querySelectorAll('main img[src^="data:image/svg"]:not(.on-screen)')].map(one =>
        new DOMParser().parseFromString(
            new TextDecoder().decode(Uint8Array.from(atob(one.src.split(',')[1]), c => c.charCodeAt(0))),
            'image/svg+xml')),
    ...document.querySelectorAll('main .js-plotly-plot'),
].map(one => [...one.querySelectorAll('text')].flatMap(text => [...text.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(' '))"""  # bold is drawn, not written
TOO_LARGE = """([wide, high]) => [...document.querySelectorAll('main :is(img, canvas, .main-svg, table)')]
    .map(one => [one.tagName, one.getBoundingClientRect()])
    .filter(([name, box]) => box.width > wide + 1 || (name !== 'TABLE' && box.height > high))
    .map(([name, box]) => [name, box.width, box.height])"""
DRAWN = """() => [...document.querySelectorAll('main img')].filter(one => one.checkVisibility())
    .map(one => atob(one.src.split(',')[1]))"""
COLOURS = """() => [...document.querySelectorAll('main *')]
    .filter(one => one.checkVisibility() && one.innerText)
    .map(one => getComputedStyle(one)).map(style => [style.color, style.backgroundColor].join(' on '))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="en-GB", color_scheme="dark", reduced_motion="reduce")
    page.add_init_script(undrawn())
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def numbers(sample_store: Path) -> Numbers:
    """The headline figures, as the queries give them."""
    paths = StorePaths(sample_store)
    with open_snapshot(paths.database(paths.current("internal") or "", "internal")) as con:
        return picked({query: records(con, query) for query in QUERIES})


def test_every_page_with_a_headline_is_read() -> None:
    assert {one.page for one in HEADLINES} <= {address or "overview" for address in ADDRESSES}


def sheets(page: Page, width: int) -> list[str]:
    """The text of each sheet that the page is printed on from a window of that width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => window.innerWidth === width", arg=width)
    page.wait_for_load_state("networkidle")
    read = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [unicodedata.normalize("NFKC", one.extract_text()) for one in read]  # ligatures are letters again


def holding(found: list[str], words: str) -> list[int]:
    """The sheets that have all of the words; in a PDF marks and kanji may be others that look the same."""
    wanted = {
        word for word in re.findall(r"\w+", words) if word.isascii() and "_" not in word
    }  # and is no icon
    return [place for place, text in enumerate(found) if all(word in text for word in wanted)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_the_headlines_and_prints_whole(
    address: str, internal_server: Server, page: Page, numbers: Numbers
) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    open_and_settle(page, f"{internal_server.url}/{address}{'&' if '?' in address else '?'}lang=en&unit=yen")
    said = numbers_in(page.get_by_test_id("stMain").inner_text().replace("\u2060", ""))
    headlines = [one for one in HEADLINES if one.page == (address or "overview")]
    assert [one for one in headlines if numbers[one[:2]] not in said] == []
    headings, tables, pictures = (page.evaluate(one) for one in (HEADINGS, TABLES, PICTURES))
    for width in WIDTHS:
        found = sheets(page, width)
        lines = {line.strip() for text in found for line in text.splitlines()}
        assert not lines & CONTROLS, width
        assert headings[0] in lines, "the text is read as it stands"
        lonely = [text.splitlines()[-1] for text in found[:-1] if text.splitlines()[-1].strip() in headings]
        assert lonely == [], width
        assert [one for one in pictures if not holding(found, one)] == [], f"{width}: a picture in two"
        for header, *rows in tables:
            places = [holding(found, row) for row in rows]
            assert all(places), f"{width}: a row in two"
            with_rows = {first for first, *more in places if not more}  # else its words are elsewhere as well
            assert with_rows <= set(holding(found, header)), f"{width}: a part of a table without its headers"
            assert len(with_rows) > 1 or address != LONG
    page.emulate_media(media="print")
    page.set_viewport_size(dict(zip(("width", "height"), SHEET, strict=True)))  # type: ignore[arg-type]
    assert page.evaluate(TOO_LARGE, SHEET) == []
    seen: list[Any] = page.evaluate(COLOURS)
    assert set(seen) == {"rgb(0, 0, 0) on rgba(0, 0, 0, 0)"} and len(seen) > 20
    page.emulate_media(media="null")


def test_a_drawing_on_paper_is_the_light_one(internal_server: Server, page: Page) -> None:
    open_and_settle(page, f"{internal_server.url}/?lang=en")
    for media, theme, other in (("screen", "dark", "light"), ("print", "light", "dark")):
        page.emulate_media(media=media)
        pictures = page.evaluate(DRAWN)
        assert pictures and all(palette.INK[theme] in one for one in pictures)
        assert not any(palette.INK[other] in one for one in pictures), media
    page.emulate_media(media="null")


def test_one_project_for_the_meeting_is_one_page(internal_server: Server, page: Page) -> None:
    open_and_settle(page, f"{internal_server.url}/{ONE}&lang=en")
    headings = page.evaluate(HEADINGS)
    for width in WIDTHS:
        (text,) = sheets(page, width)
        assert {"Money", "Milestones", "KPIs", "Last status report"} <= set(headings)
        assert set(headings) <= {line.strip() for line in text.splitlines()}
