"""`make screenshots`: a picture of every page, both views, languages and widths, into var/screenshots."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from smart_tokyo.view.frame import PAGES
from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, open_and_settle, start
from tests.conftest import build

WIDTHS = {1280: 900, 390: 844}


def main() -> None:
    """Build both datasets, serve them, and photograph each page from top to bottom."""
    target = ROOT / "var" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        views = {
            "register-public": start(build(ROOT / "data/register", Path(folder) / "register"), "public"),
            "sample-internal": start(build(ROOT / "data/sample", Path(folder) / "sample"), "internal"),
        }
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for view, server in views.items():
                addresses = {
                    name: "/" if page.file == "app.py" else f"/{name}"
                    for name, page in PAGES.items()
                    if page.is_for(view.rpartition("-")[2])
                }
                addresses["project"] = (
                    f"/projects?project={'SMP-001' if 'sample' in view else 'P-2025-CHOFU'}"
                )
                for width, height in WIDTHS.items():
                    page = browser.new_page(viewport={"width": width, "height": height})
                    for name, address in addresses.items():
                        for lang in ("ja", "en"):
                            joint = "&" if "?" in address else "?"
                            page.set_viewport_size({"width": width, "height": height})
                            open_and_settle(page, f"{server.url}{address}{joint}lang={lang}")
                            page.wait_for_timeout(1_500)  # maps draw on
                            tall = page.evaluate(
                                "document.querySelector('[data-testid=stMain]').scrollHeight"
                            )
                            page.set_viewport_size({"width": width, "height": min(int(tall) + 20, 8_000)})
                            page.wait_for_timeout(700)
                            picture = target / f"{view}-{name}-{lang}-{width}.png"
                            page.screenshot(path=picture)
                            print(picture.relative_to(ROOT))
                    page.close()
        finally:
            browser.close()
            for server in views.values():
                server.stop()


if __name__ == "__main__":
    main()
