"""`make screenshots`: every page as a picture, for people to look at, into var/screenshots.

`make pictures` takes the README's, from the sample alone. Options choose among views, pages, languages,
widths and themes, so that a change can be looked at in seconds: `--page map --theme dark`.
"""

from __future__ import annotations

import argparse
import io
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from smart_tokyo.view.frame.menu import PAGES
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE_MS, ROOT, Server, open_and_settle, start
from tests.conftest import build, empty_source

SAMPLE = "sample-public"  # what the README shows
VIEWS = ("sample-internal", "register-public", "empty-internal")
HEIGHTS = {1280: 900, 390: 844}  # of the first screen, by width
TALLEST = 8_000  # pixels; a longer page is cut
SHOTS = ROOT / "var" / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
README = {  # picture: page, language, width, theme
    "overview": ("overview", "ja", 1280, "light"),
    "map": ("map", "ja", 1280, "light"),
    "funding": ("funding", "ja", 1280, "light"),
    "rules": ("rules", "en", 1280, "light"),
    "progress": ("progress", "en", 1280, "dark"),
    "phone": ("overview", "ja", 390, "light"),
}
TALL = 1_240  # pixels of a README picture: the first screen of a large window
COLOURS = 160  # of a README picture: flat colours and text need no more, and it stays small


def addresses(view: str) -> dict[str, str]:
    """The pages of a view, one of each thing that has a page, and what a wrong address answers."""
    found = {
        name: "/" if page.file == "app.py" else f"/{name}"
        for name, page in PAGES.items()
        if page.is_for(view.rpartition("-")[2])
    }
    is_sample = view.startswith("sample")
    if not view.startswith("empty"):
        projects = ("SMP-001", "SMP-023") if is_sample else ("P-2025-CHOFU", "P-2025-INAGI")
        found |= {
            "project": f"/projects?project={projects[0]}",
            "town-sheet": "/town?code=131075",
            "organization-sheet": f"/organization?id={'SMO-09' if is_sample else 'O-SUMIDA'}",
            "comparison": f"/reuse?compare={','.join(projects)}",
            "evidence": "/evidence?of=programme_totals.decided_yen",
            "answer": "/search?q=Sumida FY2024 decided",
        }
    if view == "sample-internal":
        found |= {"meeting": "/review?meeting=1", "issue": "/partners?issue=SMI-024"}
    return found | {"wrong-values": "/funding?area=NOWHERE&from_fy=1868", "wrong-snapshot": "/?snapshot=none"}


def source(view: str, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Where the data of a view comes from, and what its build takes besides."""
    if view.startswith("empty"):
        return empty_source(folder / "empty_source"), ("--as-of", "2026-04-01", "--label", "Empty ledger")
    return ROOT / "data" / view.partition("-")[0], ()


def photographed(page: Page, address: str, *, whole: bool) -> bytes:
    """The page from top to bottom, or what the window shows of it."""
    open_and_settle(page, address)
    page.wait_for_timeout(800)  # maps and charts draw on
    if whole:
        width = (page.viewport_size or {"width": 1280})["width"]
        for _ in range(4):  # a table that scrolls grows with the window
            tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(int(tall) + 20, TALLEST)})
            page.wait_for_timeout(600)
    return page.screenshot(timeout=120_000)


def opened(browser: Browser, width: int, theme: str, height: int) -> Page:
    """A window of a reader's width and theme."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    page.set_default_timeout(PATIENCE_MS)
    return page


def every(browser: Browser, servers: dict[str, Server], chosen: argparse.Namespace) -> Iterator[Path]:
    """A picture for each combination of what was chosen."""
    for view, width, theme in itertools.product(chosen.view, chosen.width, chosen.theme):
        page = opened(browser, width, theme, HEIGHTS[width])
        for name, address in addresses(view).items():
            if chosen.page and name not in chosen.page:
                continue
            for lang in chosen.lang:
                page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                joint = "&" if "?" in address else "?"
                picture = SHOTS / f"{view}-{name}-{lang}-{width}-{theme}.png"
                picture.write_bytes(
                    photographed(page, f"{servers[view].url}{address}{joint}lang={lang}", whole=True)
                )
                yield picture
        page.close()


def readme(browser: Browser, server: Server) -> Iterator[Path]:
    """The README's pictures: the first screen of its pages, in few colours."""
    for name, (shown, lang, width, theme) in README.items():
        page = opened(browser, width, theme, TALL)
        address = f"{server.url}{addresses(SAMPLE)[shown]}?lang={lang}"
        taken = Image.open(io.BytesIO(photographed(page, address, whole=False))).convert("RGB")
        picture = PICTURES / f"{name}.png"
        taken.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
        page.close()
        yield picture


def main() -> None:
    """Build what the chosen views show, serve it, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only the README's pictures")
    parser.add_argument("--view", nargs="+", choices=VIEWS, default=VIEWS)
    parser.add_argument("--page", nargs="+", help="names as in the menu, and those of `addresses`")
    parser.add_argument("--lang", nargs="+", choices=("ja", "en"), default=("ja", "en"))
    parser.add_argument("--width", nargs="+", type=int, choices=HEIGHTS, default=tuple(HEIGHTS))
    parser.add_argument("--theme", nargs="+", choices=("light", "dark"), default=("light", "dark"))
    chosen = parser.parse_args()
    views = (SAMPLE,) if chosen.readme else chosen.view
    (PICTURES if chosen.readme else SHOTS).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        servers = {}
        for view in views:
            where, extra = source(view, Path(folder))
            servers[view] = start(build(where, Path(folder) / view, *extra), view.rpartition("-")[2])
            stack.callback(servers[view].stop)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        taken = readme(browser, servers[SAMPLE]) if chosen.readme else every(browser, servers, chosen)
        for picture in taken:
            print(picture.relative_to(ROOT), f"{picture.stat().st_size / 1000:.0f} KB", flush=True)


if __name__ == "__main__":
    main()
