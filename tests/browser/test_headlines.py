"""The headline figures as a browser shows them are the numbers of the named queries, to the yen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.store import StorePaths
from tests.browser.conftest import Server, open_and_settle
from tests.headlines import HEADLINES, QUERIES, numbers_in, picked


def test_the_pages_in_a_browser(internal_server: Server, sample_store: Path, browser: Browser) -> None:
    paths = StorePaths(sample_store)
    with open_snapshot(paths.database(paths.current("internal") or "", "internal")) as con:
        numbers = picked({query: records(con, query) for query in QUERIES})
    page = browser.new_page()
    for name in sorted({one.page for one in HEADLINES}):
        address = "" if name == "overview" else name
        open_and_settle(page, f"{internal_server.url}/{address}?lang=ja&unit=yen")
        said = numbers_in(page.get_by_test_id("stMain").inner_text().replace("\u2060", ""))
        missing = [one for one in HEADLINES if one.page == name and numbers[one[:2]] not in said]
        assert not missing
    page.close()
