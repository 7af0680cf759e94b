"""The open data as it is served: beside the public pages, not beside the internal ones, and as a file from the page."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from smart_tokyo.figures import open_snapshot, records
from smart_tokyo.store import StorePaths
from tests.browser.conftest import Server, open_and_settle
from tests.outputs.loopback import call

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(url: str, accept: str = "*/*", **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers={"Accept": accept, **headers})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize("accept", ["*/*", BROWSER])
def test_beside_the_public_pages(accept: str, public_server: Server, register_store: Path) -> None:
    paths = StorePaths(register_store)
    with open_snapshot(paths.database(paths.published()[-1], "public")) as con:
        wanted = records(con, "programme_totals")
    status, body = ask(f"{public_server.url}/open/v1/figures/programme_totals", accept)
    assert status == 200 and json.loads(body)["rows"] == wanted
    status, body = ask(f"{public_server.url}/open/v1/figures/nothing", accept)
    assert status == 404 and "no figure" in json.loads(body)["detail"]
    sitemap = ask(f"{public_server.url}/sitemap.xml", accept)[1]
    assert f"<loc>{public_server.url}/open_data?lang=ja</loc>".encode() in sitemap
    assert b"data_desk" not in sitemap
    assert b"Disallow: /\n" not in ask(f"{public_server.url}/robots.txt", accept)[1]


def test_the_tools_are_beside_the_public_pages(public_server: Server) -> None:
    found = call(f"{public_server.url}/open/mcp", "figure", name="programme_totals").structured_content
    [row] = json.loads(ask(f"{public_server.url}/open/v1/figures/programme_totals")[1])["rows"]
    assert found["rows"] == [row] and found["fictional"] is False


@pytest.mark.parametrize("accept", ["*/*", BROWSER])
def test_not_beside_the_internal_pages(accept: str, internal_server: Server) -> None:
    for path in ("figures/programme_totals", "tables/grants", "openapi.json", "package.zip", "nothing"):
        assert ask(f"{internal_server.url}/open/v1/{path}", accept)[0] == 404
    assert ask(f"{internal_server.url}/robots.txt", accept) == (200, b"User-agent: *\nDisallow: /\n")


def test_the_pages_answer_while_many_ask(public_server: Server) -> None:
    address, crowd = (
        f"{public_server.url}/open/v1/tables/projects?offset=",
        {"X-Forwarded-For": "198.51.100.9"},
    )
    with ThreadPoolExecutor(24) as many:
        asked = [many.submit(ask, f"{address}{n}", **crowd) for n in range(240)]
        assert ask(f"{public_server.url}/_stcore/health") == (200, b"ok")
        found = Counter(one.result()[0] for one in asked)
    assert set(found) <= {200, 429, 503} and found[200] > 0 and found[429] > 0


def test_the_page_gives_the_package(public_server: Server, register_store: Path, browser: Browser) -> None:
    page = browser.new_page()
    open_and_settle(page, f"{public_server.url}/open_data?lang=en")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download everything (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as archive:
        described = json.loads(archive.read("datapackage.json"))
    assert described["version"] == StorePaths(register_store).published()[-1]
    page.close()
