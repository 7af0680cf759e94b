"""The drawn maps stand at once; on those that a reader asks for, a click, a tap or the select box chooses a place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from smart_tokyo.view.maps.geography import VIEWS, Point
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Server, Watch, open_and_settle, patient, undrawn

SETAGAYA: Point = (139.62, 35.635)  # where no label of ours lies
SUMIDA: Point = (139.8189, 35.7168)  # the point of the area
PLACES = {"municipality=131121": SETAGAYA, "area=A-SUMIDA": SUMIDA}
WARDS = VIEWS[0]
CANVAS = "[data-testid=stDeckGlJsonChart] canvas"  # the first is that of the wards
ABLE = f"{CANVAS}[width]"  # deck.gl can draw there; until then the drawn maps stand in its place
FIRST = f'canvas === document.querySelector("{CANVAS}")'
TRIES = 20  # deck.gl prepares picking at the first touch of a map; here this takes longer than a tap may last
TRY_MS = 2_000
SENDS = """window.sent = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...given) { window.sent++; return send.apply(this, given); };"""
CALM = """() => new Promise(done => {
    let calm = 0, last = performance.now();
    const step = () => {
        const now = performance.now();
        calm = now - last < 150 ? calm + 1 : 0;
        last = now;
        calm > 10 ? done() : requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
})"""
MIDDLE = """canvas => {
    canvas.scrollIntoView({block: "center"});
    const box = canvas.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


DRAWN = """() => [...document.querySelectorAll("[data-testid=stHtml] img[alt]:not([alt=''])")]
    .filter(one => one.checkVisibility() && one.complete && one.naturalWidth && one.clientWidth > 100)
    .map(one => one.alt)"""
LETTERS = """() => Math.min(...[...document.querySelectorAll("[data-testid=stHtml] img[alt]:not([alt=''])")]
    .map(one => 12 * one.clientWidth / one.naturalWidth))"""


def drawn(page: Page) -> list[str]:
    """What is said of each drawn map that is to be seen."""
    found: list[str] = page.evaluate(DRAWN)
    return found


def pixel_of(page: Page, point: Point) -> tuple[float, float]:
    """Where a place of the wards' map is in the window; the map is drawn around the middle of its canvas."""
    canvas = page.locator(CANVAS).first
    x, y = canvas.evaluate(MIDDLE)
    on_map = WARDS.pixel(point)
    return x + on_map[0] - WARDS.wide / 2, y + on_map[1] - WARDS.high / 2


def choose(page: Page, chosen: str, name: str, press: Callable[[float, float], None]) -> None:
    """Press a place until the map has told the server, and wait until the address and the page say that it is chosen.

    Pressed once more, it would be chosen no longer.
    """
    page.evaluate(CALM)
    before = page.evaluate("window.sent")
    for _ in range(TRIES):
        press(*pixel_of(page, PLACES[chosen]))
        with suppress(TimeoutError):
            page.wait_for_function("before => window.sent > before", arg=before, timeout=TRY_MS)
        page.evaluate(CALM)
        if page.evaluate("window.sent") > before:
            break
    page.wait_for_url(f"**{chosen}**")
    page.get_by_role("heading", name=name).wait_for()


def test_an_area_is_chosen_with_the_mouse(public_server: Server, browser: Browser) -> None:
    watch = Watch()
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page.add_init_script(undrawn(but=FIRST) + SENDS)
    watch.on(page)
    open_and_settle(page, f"{public_server.url}/map?lang=en&charts=live")
    page.wait_for_selector(ABLE, state="attached")
    assert drawn(page) == [], "one kind of map at a time"
    page.emulate_media(media="print")
    assert len(drawn(page)) == len(VIEWS) and not page.locator(CANVAS).first.is_visible()
    page.emulate_media(media="null")
    choose(page, "area=A-SUMIDA", "Sumida City", page.mouse.click)
    assert (watch.outside, watch.errors) == ([], [])
    page.context.close()


def drag(page: Page, x: float, y: float, up: float) -> None:
    """One finger that moves up the screen."""
    wire = page.context.new_cdp_session(page)
    for step in range(9):
        points = [{"x": x, "y": y - up * step / 8}]
        wire.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points}
        )
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_telephone_one_finger_scrolls_a_tap_and_the_select_box_choose(
    public_server: Server, browser: Browser
) -> None:
    watch = Watch()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="en-GB"
    )
    page = context.new_page()
    page.add_init_script(undrawn(but=FIRST) + SENDS)
    watch.on(page)
    open_and_settle(page, f"{public_server.url}/map?lang=en&charts=live")
    main, maps = page.get_by_test_id("stMain"), page.get_by_test_id("stDeckGlJsonChart")
    page.wait_for_selector(ABLE, state="attached")
    x, y = maps.locator("canvas").first.evaluate(MIDDLE)
    before = main.evaluate("main => main.scrollTop")
    drag(page, x, y, 160)
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMain]').scrollTop > before + 80", arg=before
    )

    for chosen, name in (("municipality=131121", "Setagaya City"), ("area=A-SUMIDA", "Sumida City")):
        choose(page, chosen, name, page.touchscreen.tap)

    main.get_by_role("combobox", name="Municipality").tap()
    page.get_by_role("option", name="Minato City").tap()
    page.get_by_role("heading", name="Minato City").wait_for()
    assert "municipality=131032" in page.url
    under = main.locator(".st-key-panel_wards").get_by_text("Minato City", exact=True)
    under.wait_for()
    assert under.bounding_box()["y"] > maps.first.bounding_box()["y"], (
        "what was chosen is said where it was tapped"
    )
    assert (watch.outside, watch.errors) == ([], [])
    context.close()


@pytest.mark.parametrize(("lang", "width"), [("ja", 390), ("en", 1280)])
def test_the_drawn_maps_stand_without_a_script_until_others_are_asked_for(
    lang: str, width: int, public_server: Server, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(undrawn())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_and_settle(page, f"{public_server.url}/map?lang={lang}")
    assert len(drawn(page)) == len(VIEWS)
    assert page.locator("canvas").count() == 0 and not any("deck" in one.lower() for one in asked)
    assert page.evaluate(LETTERS) >= 11
    page.get_by_role(
        "button", name="操作できる地図に切り替える" if lang == "ja" else "interactive maps"
    ).click()
    page.wait_for_selector(ABLE, state="attached")
    assert "charts=live" in page.url
    page.context.close()


def test_without_webgl_the_drawn_maps_and_the_words_stand_for_those_that_move(
    public_server: Server, browser: Browser
) -> None:
    blind = browser.browser_type.launch(
        executable_path=CHROMIUM,
        args=[one for one in ARGUMENTS if "swiftshader" not in one] + ["--disable-3d-apis"],
    )
    page = patient(blind.new_context)(viewport={"width": 1280, "height": 900}).new_page()
    for address in ("/map?lang=en", "/map?lang=ja", "/embed?chart=map&embed=true&lang=en"):
        open_and_settle(page, f"{public_server.url}{address}")
        at_first = drawn(page)
        assert len(at_first) == len(VIEWS), address
        open_and_settle(page, f"{public_server.url}{address}&charts=live")
        assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
        page.get_by_text("WebGL").wait_for()
        assert drawn(page) == at_first, address
        frames = page.get_by_test_id("stDeckGlJsonChart")
        assert frames.count() == len(VIEWS) and not any(one.is_visible() for one in frames.all()), address
    blind.close()
