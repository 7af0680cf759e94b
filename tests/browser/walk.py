"""One walk over every page: loaded once a language and theme, looked at in all widths, by eye and by keyboard.

The width changes in place; 200 % of zoom (640) and the smallest telephone (320) are seen in one language each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from smart_tokyo import palette
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.view.pages import accessibility
from tests.browser.conftest import PATIENCE_MS, READY, Server, Watch, undrawn
from tests.browser.foreign import in_the_other_language
from tests.browser.spoken import NAMED, Said, said

Theme = Literal["light", "dark"]
SIZES: dict[str, tuple[Theme, tuple[int, ...]]] = {
    "ja": ("light", (1280, 640)),
    "en": ("dark", (1280, 390, 320)),
}
RAW = r"\b(nan|NaN|None|<NA>|NaT|undefined|Traceback|U\+2060)\b|\[object|\{[a-z_]+\}|:material/|:small\["
RAW += r"|[\u3040-\u9fff]\u2060|\u2060[\u3040-\u9fff]"  # Japanese that is read letter by letter
SIGN = re.compile(r" icon$|\*\*|\\")  # of an icon or of Markdown, in a name that only a screen reader tells
HERE = Path(__file__).parent
LOOK, KEYS, SETTLED = ((HERE / f"{name}.js").read_text("utf-8") for name in ("look", "keys", "settled"))
RAN = """() => {
    document.activeElement?.blur();
    const app = document.querySelector("[data-testid=stApp]");
    window.ran = new Promise(done => new MutationObserver((_, watch) => {
        if (app.dataset.testScriptState === "notRunning") { watch.disconnect(); done(); }
    }).observe(app, {attributeFilter: ["data-test-script-state"]}));
}"""
TOP = """() => {
    document.activeElement?.blur();
    document.querySelectorAll("[data-testid=stMain], [data-testid=stMain] *").forEach(
        one => one.scrollTop && one.scrollTo(0, 0));
}"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
AT_ONCE = 20  # presses of a key, before it is asked where they have led
AXE = """async given => {
    const found = await axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
    const known = (rule, target) => given.some(
        one => one.rule === rule && [target].flat().every(path => document.querySelector(path)?.matches(one.element)));
    return found.violations.flatMap(one => one.nodes
        .filter(node => !known(one.id, node.target[0]))
        .map(node => [`axe ${one.id}`, node.html.slice(0, 200), node.failureSummary]));
}"""


@dataclass(frozen=True)
class Stop:
    """An address to look at: `ready` is there once it is drawn; `act` is done on it first; `keys`: also by keyboard.

    `missing`: the server answers 404, which the console repeats. `theirs`: it shows words of a file, in its language.
    """

    name: str
    address: str
    ready: str = READY
    act: Callable[[Page], None] = lambda page: None
    keys: bool = False
    missing: bool = False
    theirs: bool = False


def address_of(name: str) -> str:
    """The address of a page."""
    return "/" if PAGES[name].file == "app.py" else f"/{name}"


class Walker:
    """A reader with one window, who looks at stop after stop of a server."""

    def __init__(self, browser: Browser, server: Server) -> None:
        context = browser.new_context(
            locale="ja-JP", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MS)
        self.page, self.server, self.watch = context.new_page(), server, Watch()
        self.watch.on(self.page)
        self.wire = context.new_cdp_session(self.page)
        self.page.add_init_script(undrawn())
        self.page.add_init_script(AXE_SCRIPT)

    def open(self, stop: Stop, lang: str, theme: Theme, width: int = 1280) -> Page:
        """The page of a stop, drawn to its end, with everything on it that opens opened."""
        self.watch.outside, self.watch.errors = [], []
        page = self.page
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{self.server.url}{stop.address}{'&' if '?' in stop.address else '?'}lang={lang}")
        page.wait_for_selector(stop.ready)
        self.settle(theme)
        stop.act(page)
        page.evaluate(
            "document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
        )
        self.settle(theme)
        return page

    def settle(self, theme: Theme) -> None:
        """Wait until the script has run, nothing changes any more, and the page has the colour of the theme."""
        self.page.evaluate(SETTLED, palette.PAPER[theme])

    def rerun(self) -> None:
        """Run the page again with Streamlit's key, and wait until it has run."""
        if self.page.locator("[data-testid=stApp]").count():
            self.page.evaluate(RAN)
            self.page.keyboard.press("r")
            self.page.evaluate("window.ran")

    def axe(self) -> list[list[str]]:
        """What axe-core finds, beyond what Streamlit does not let us mend."""
        given = [
            {"rule": one["rule"], "element": one["element"]} for one in accessibility.declared()["exceptions"]
        ]
        found: list[list[str]] = self.page.evaluate(AXE, given)
        return found

    def look(self, theme: Theme) -> list[list[str]]:
        """What is wrong with the page as it is drawn. What is found must still be there when all is quiet again."""
        given = {"raw": RAW, "paper": palette.PAPER[theme]}
        found: list[list[str]] = self.page.evaluate(LOOK, given)
        if found:
            self.settle(theme)
            found = self.page.evaluate(LOOK, given)
        return found

    def visit(self, stop: Stop, lang: str) -> list[str]:
        """Everything that is wrong with a stop in a language, one line each."""
        theme, (wide, *others) = SIZES[lang]
        page = self.open(stop, lang, theme, wide)
        told = [
            one for one in said(self.wire) if one.role in NAMED
        ]  # before images become what they are made of
        wrong = {wide: [*self.look(theme), *self.axe()]}
        found = [f"{stop.name} {lang}: {what}" for what in self.document(stop, lang, told)]
        if stop.keys and lang == "en":
            found += [f"{stop.name} {lang} {' '.join(one)}" for one in self.keys()]
        for width in others:
            page.set_viewport_size({"width": width, "height": 900})
            self.settle(theme)
            wrong[width] = self.look(theme)
        return [
            *found,
            *(
                f"{stop.name} {lang} {theme} {n} px: {' | '.join(one)}"
                for n, all_ in wrong.items()
                for one in all_
            ),
            *(
                f"{stop.name} {lang}: {what}"
                for what in (*self.watch.outside, *self.watch.errors)
                if not (stop.missing and "404" in what)
            ),
        ]

    def document(self, stop: Stop, lang: str, told: Sequence[Said]) -> list[str]:
        """What is wrong with the document as a whole, and with the names of things that a reader is `told`."""
        page = self.page
        headings = page.locator("h1").count()
        names = {one.name for one in told}
        files = page.locator("code").all_inner_texts()  # linked by their names
        foreign = [] if stop.theirs else in_the_other_language(page, lang, names.difference(files))
        return [
            *([] if page.locator("html").get_attribute("lang") == lang else ["html has another language"]),
            *([] if headings == 1 else [f"{headings} h1 instead of one"]),
            *(f"in the other language: {one}" for one in foreign),
            *(f"read aloud without a name: {one}" for one in told if not one.name),
            *(f"read aloud as a sign: {name}" for name in names if SIGN.search(name)),
            *(["an exception is shown"] if page.locator("[data-testid='stException']").count() else []),
        ]

    def keys(self) -> list[list[str]]:
        """What the Tab key does not reach, where it stays, and what does not show that it has the focus."""
        page = self.page
        given = [
            one["element"] for one in accessibility.declared()["exceptions"] if one["rule"] == "focus-visible"
        ]
        wanted: list[str] = page.evaluate(KEYS, given)
        reached: dict[str, bool] = {}
        trap: list[list[str]] = []
        for _ in range(0, 2 * len(wanted) + AT_ONCE, AT_ONCE):
            for _ in range(AT_ONCE):
                self.wire.send("Input.dispatchKeyEvent", TAB)
            came: list[dict[str, Any] | None] = page.evaluate(KEYS, None)
            for now in came:
                if now is None or (now["name"] in reached and len(reached) >= len(wanted)):
                    break  # out of the page, or around it
                reached[now["name"]] = reached.get(now["name"], False) or now["shown"]
            else:
                continue
            break
        else:
            trap = [["keyboard: the Tab key never leaves", str(came[-1:])]]
        page.evaluate(TOP)  # a long table's header stays in sight, over the row that the keys came to
        return [
            *(["keyboard: not reached", one] for one in wanted if one not in reached),
            *(["keyboard: the focus is not seen", one] for one, shown in reached.items() if not shown),
            *trap,
        ]
