"""`python -m tests.browser.read_aloud`: what a screen reader is told of every page, line by line, into var/read-aloud.

One file for each view, page and language, for people to read; every folded part is open. See spoken.py.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, start
from tests.browser.screenshots import VIEWS, addresses, source
from tests.browser.spoken import said
from tests.browser.walk import Stop, Walker
from tests.conftest import build

SPOKEN = ROOT / "var" / "read-aloud"


def main() -> None:
    """Serve what was chosen and write a file for each page of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--view", nargs="+", choices=VIEWS, default=VIEWS[:2])
    parser.add_argument(
        "--page", nargs="+", help="names as in the menu; project, wrong-values, wrong-snapshot"
    )
    parser.add_argument("--lang", nargs="+", choices=("ja", "en"), default=("ja", "en"))
    chosen = parser.parse_args()
    SPOKEN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        for view in chosen.view:
            where, extra = source(view, Path(folder))
            server = start(build(where, Path(folder) / view, *extra), view.rpartition("-")[2])
            stack.callback(server.stop)
            walker = Walker(browser, server)
            for name, address in addresses(view).items():
                for lang in chosen.lang if not chosen.page or name in chosen.page else ():
                    walker.open(Stop(name, address), lang, "light")
                    file = SPOKEN / f"{view}-{name}-{lang}.txt"
                    file.write_text("\n".join(map(str, said(walker.wire))) + "\n", encoding="utf-8")
                    print(file.relative_to(ROOT), flush=True)


if __name__ == "__main__":
    main()
