"""On a telephone: tables that turn into blocks, the drawer with the menu and the filters, what the first view loads."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.browser.conftest import Server, open_and_settle
from tests.browser.foreign import in_the_other_language

WIDTHS = (390, 320)  # a telephone; and 1280 px at 400 %, which WCAG 1.4.10 asks for
STATES = (  # the others are seen by the walk over all pages, English ones in these widths
    "projects?project=SMP-001&lang=ja",
    "reuse?compare=SMP-001,SMP-002,SMP-003,SMP-004&lang=en",
    "evidence?of=funding_stages.decided_yen&lang=ja",
    "funding?unit=yen&lang=ja",
)
SIDEWAYS = """() => [...document.querySelectorAll('table')]
    .filter(table => table.parentElement.scrollWidth > table.parentElement.clientWidth + 1)
    .map(table => table.getAttribute('aria-label'))"""
OPEN_ALL = "() => document.querySelectorAll('main summary, section summary').forEach(one => one.click())"
WARM_LIMIT = 200_000  # bytes of the overview's first view with a warm cache, as docs/operating.md says
HEAVY = ("plotly", "deckgl")


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="ja-JP"
    )
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    page = phone.new_page()
    yield page
    page.close()


def test_no_table_scrolls_sideways(internal_server: Server, page: Page) -> None:
    seen = 0
    for state in STATES:
        page.set_viewport_size({"width": WIDTHS[0], "height": 844})
        open_and_settle(page, f"{internal_server.url}/{state}")
        page.evaluate(OPEN_ALL)
        page.wait_for_selector("table")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_function("width => window.innerWidth === width", arg=width)
            assert page.evaluate(SIDEWAYS) == [], (state, width)
            seen += page.locator("table").count()
    assert seen > 20


def test_a_table_of_blocks_is_still_a_table(
    internal_server: Server, phone: BrowserContext, page: Page
) -> None:
    open_and_settle(page, f"{internal_server.url}/projects?view=table&lang=en")
    assert page.evaluate(SIDEWAYS) == []
    cell = page.get_by_role("cell").nth(3)
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "grid"
    header = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Decided" in header, "the fact has its header beside it"
    tree = phone.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    rows = page.locator("table tr").count()
    assert (roles.count("table"), roles.count("row")) == (1, rows)
    assert roles.count("columnheader") == 7 and roles.count("cell") == 7 * (rows - 1)
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(cell).to_have_css("display", "table-cell")


def test_the_filters_are_in_a_drawer(internal_server: Server, page: Page) -> None:
    open_and_settle(page, f"{internal_server.url}/progress?lang=ja")
    drawer, opener = page.get_by_test_id("stSidebar"), page.get_by_role("button", name="Expand sidebar")
    expect(drawer).to_be_hidden()
    opener.tap()
    expect(drawer).to_be_in_viewport()
    # Not in the very middle, where react-aria takes a tap for that of a screen reader.
    drawer.get_by_role("combobox", name="制度").tap(position={"x": 60, "y": 12})
    option = page.get_by_role("option", name="地域を主体とするスマート東京先進事例創出事業")
    option.wait_for()
    assert in_the_other_language(page, "ja") == []
    option.tap()
    page.wait_for_url("**programme=PG-CHIIKI**")
    drawer.get_by_role("button", name="Collapse sidebar").tap()
    expect(drawer).to_be_hidden()
    expect(page.get_by_text("表示中：地域を主体とするスマート東京先進事例創出事業")).to_be_visible()
    page.get_by_role("link", name="すべて表示する").tap()
    expect(page.get_by_text("表示中：")).to_have_count(0)
    assert "programme" not in page.url
    opener.focus()
    page.keyboard.press("Enter")
    expect(drawer).to_be_in_viewport()
    drawer.get_by_role("link", name="横展開").tap()
    page.wait_for_url("**/reuse?**")
    expect(page.get_by_role("heading", name="横展開", level=1)).to_be_in_viewport()
    expect(drawer).to_be_hidden()  # and kept so in this browser, for the next page that it opens


def test_the_drawer_makes_way_for_what_its_search_finds(internal_server: Server, page: Page) -> None:
    open_and_settle(page, f"{internal_server.url}/about?lang=en")
    drawer, opener = page.get_by_test_id("stSidebar"), page.get_by_role("button", name="Expand sidebar")
    for text in ("Sumida", "Itabashi"):  # from another page, and from the page of results itself
        opener.tap()
        drawer.get_by_role("searchbox", name="Search everything").tap()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/search?**q={text}**")
        expect(drawer).to_be_hidden()
        towns = page.get_by_role("table", name="Municipalities")
        expect(towns.get_by_role("link", name=f"{text} City")).to_be_in_viewport()


def test_the_first_view_is_light(public_server: Server, browser: Browser) -> None:
    """Bytes over the wire with a warm cache, WebSocket included; neither Plotly nor deck.gl even without one."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    answers: list[Response] = []
    cold = context.new_page()
    cold.on("response", lambda answer: answers.append(answer))
    open_and_settle(cold, f"{public_server.url}/")
    names = [answer.url.lower() for answer in answers]
    assert cold.locator("img[src^='data:image/svg']").count() >= 3, "map and charts are drawn"
    assert [name for name in names if any(part in name for part in HEAVY)] == []
    files = [answer for answer in answers if "/static/" in answer.url]
    assert files and all("immutable" in answer.headers["cache-control"] for answer in files)
    plain = [
        answer.url
        for answer in files
        if answer.url.endswith((".js", ".css"))
        and "content-encoding" not in answer.headers
        and int(answer.headers["content-length"]) > 2_000
    ]
    assert plain == [], "scripts travel compressed"
    cold.close()

    warm = context.new_page()
    wire = context.new_cdp_session(warm)
    wire.send("Network.enable")
    received: list[int] = []
    wire.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    wire.on(
        "Network.webSocketFrameReceived",
        lambda event: received.append(len(base64.b64decode(event["response"]["payloadData"]))),
    )
    open_and_settle(warm, f"{public_server.url}/")
    assert len(received) > 50 and sum(received) < WARM_LIMIT
    context.close()
