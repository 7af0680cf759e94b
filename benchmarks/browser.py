"""Pages in a real browser: how long until everything is to be seen, and what a click costs there.

"Everything to be seen" is the last change of the page before it stays as it is for a while, measured by the page itself
and in the same way for every server.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.servers import Served

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader"]  # fmt: skip
QUIET_MS = 1_000  # a page that has not changed for as long is complete
PATIENCE_MS = 180_000
WATCH = """
window.lastChange = 0;
new MutationObserver(() => { window.lastChange = performance.now(); })
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
COMPLETE = """([since, quiet, words]) => {
  const now = performance.now();
  const busy = document.querySelector("[data-testid='stSkeleton'], [data-test-script-state='running'], ._dash-loading");
  const images = [...document.images].every((image) => image.complete);
  const there = document.body && document.querySelector("hr") && (!words || document.body.innerText.includes(words));
  return there && !busy && images && window.lastChange > since && now - window.lastChange > quiet && window.lastChange;
}"""


@dataclass(frozen=True)
class Loaded:
    """Milliseconds until everything is visible, with an empty and with a filled cache; requests and MB of the first."""

    cold: float
    warm: float
    requests: int
    megabytes: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real Chromium that draws maps in software."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", service_workers="block"
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(WATCH)
    return context


def complete(page: Page, since: float = 0.0, words: str = "") -> float:
    """Waits until nothing changes any more; returns the page's time of the last change after `since`, in ms."""
    found = page.wait_for_function(COMPLETE, arg=[since, QUIET_MS, words], timeout=PATIENCE_MS, polling=50)
    return float(found.json_value())


def load(browser: Browser, served: Served, times: int = 5) -> Loaded:
    """Loads a page several times; medians."""
    cold, warm = [], []
    requests = size = 0
    for _ in range(times):
        context = _context(browser)
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        taken = {"requests": 0, "bytes": 0}
        wire.on("Network.requestWillBeSent", lambda event, t=taken: t.update(requests=t["requests"] + 1))
        wire.on("Network.loadingFinished",
                lambda event, t=taken: t.update(bytes=t["bytes"] + event["encodedDataLength"]))  # fmt: skip
        page.goto(served.url)
        cold.append(complete(page))
        requests, size = taken["requests"], taken["bytes"]
        page.close()
        page = context.new_page()  # a tab of its own: nothing but the cache on disk is shared
        page.goto(served.url)
        warm.append(complete(page))
        context.close()
    return Loaded(statistics.median(cold), statistics.median(warm), requests, size / 1e6)


def choose(browser: Browser, served: Served, label: str, times: int = 5) -> float:
    """Milliseconds from a choice in the select box `label` to everything new; the median over several options."""
    context = _context(browser)
    page = context.new_page()
    page.goto(served.url)
    complete(page)
    taken = []
    for n in range(times):
        if served.name == "dash":
            page.locator(f"#{label}").click()
            option = page.get_by_role("option").nth(1 + n)
        else:
            box = page.get_by_role("combobox", name=label).first
            box.scroll_into_view_if_needed()  # a list closes when its page scrolls
            page.wait_for_timeout(300)
            box.click()
            option = page.get_by_role("option").nth(1 + n)
        option.wait_for()
        page.wait_for_timeout(300)  # the list has opened; what it changed is not counted
        since = page.evaluate(
            "() => { window.chosenAt = 0; document.addEventListener('click',"
            " () => { window.chosenAt = performance.now(); }, {once: true, capture: true}); return 0; }"
        )
        option.click()
        since = float(page.evaluate("() => window.chosenAt"))
        taken.append(complete(page, since) - since)
    context.close()
    return statistics.median(taken)
