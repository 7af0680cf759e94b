"""Pages as AppTest runs them.

`open_page("funding", store, …)` opens one for a test of its own; `see("funding", "sample", …)` gives a page that was
drawn once for all tests that only look at it.
"""

from __future__ import annotations

import csv
import re
import shutil
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st
from lxml.html import fragment_fromstring
from streamlit.components.v2 import manifest_scanner
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer
from streamlit.testing.v1 import AppTest

from smart_tokyo.commands.cli import main
from smart_tokyo.view.frame.menu import PAGES
from tests.conftest import Once

# At each start AppTest looks through all installed packages for components; once is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
ROOT = Path(__file__).parents[2]
PATIENCE_S = 300  # a page that takes longer hangs
Opener = Callable[..., AppTest]
Files = dict[str, Callable[[], bytes]]
See = Callable[..., "Seen"]
# Data set, audience and language in which every page is drawn: each shows what none of the others does.
LOOKS = (
    ("sample", "internal", "en"),
    ("sample", "internal", "ja"),
    ("sample", "public", "en"),
    ("register", "public", "ja"),
    ("register", "public", "en"),
    ("register", "internal", "ja"),
    ("own", "public", "ja"),
    ("own", "internal", "en"),
    ("empty", "public", "en"),
    ("empty", "internal", "ja"),
)
NOTE = "Two decided amounts were mistyped; a reader told us."  # of `versions`
HIDDEN, CORRECTED = "SMP-006", "SMP-001"  # projects of `versions`
FILTERS = {"lang": "en", "programme": "PG-CHIIKI", "from_fy": "2023", "to_fy": "2024"}  # of the sample


def names_for(audience: str) -> list[str]:
    """The pages that an audience has."""
    return [name for name, page in PAGES.items() if page.is_for(audience)]


def opened(
    environment: pytest.MonkeyPatch, name: str, store: Path, audience: str = "public", **address: str
) -> AppTest:
    """One page over a store as an audience, with what the address carries; fails on any exception."""
    environment.setenv("SMART_TOKYO_STORE", str(store))
    environment.setenv("SMART_TOKYO_AUDIENCE", audience)
    # what is folded away is made when it is opened: here everything is
    opened = property(lambda self: True, lambda self, value: None)
    environment.setattr(ExpanderContainer, "open", opened)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    for key, value in address.items():
        at.query_params[key] = value
    if name != "overview":
        at.switch_page(f"pages/{name}.py")
    at.run()
    assert not at.exception, [(e.message, e.stack_trace) for e in at.exception]
    return at


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens pages for one test, which may click on them."""
    return partial(opened, monkeypatch)


@dataclass
class Seen:
    """A page as it was drawn, to look at and not to click on; `files`: what it offers for download."""

    at: AppTest
    files: Files

    @cached_property
    def text(self) -> str:
        """Everything it says in words."""
        return text_of(self.at)


@pytest.fixture(scope="session")
def see(request: pytest.FixtureRequest) -> See:
    """From page, data set (`sample` for `sample_store`), audience and address to the page, drawn once a process."""
    kept: dict[tuple[object, ...], Seen] = {}

    def look(name: str, data: str, audience: str = "public", **address: str) -> Seen:
        key = (name, data, audience, *sorted(address.items()))
        if key not in kept:
            store = request.getfixturevalue(f"{data}_store")
            with pytest.MonkeyPatch.context() as environment, offers() as files:
                kept[key] = Seen(opened(environment, name, store, audience, **address), files)
        return kept[key]

    return look


def texts_of(at: AppTest) -> list[str]:
    """Everything a page says in words, one by one: texts, labels, headers and cells of tables."""
    words = [
        element.value
        for kind in (
            at.title,
            at.header,
            at.subheader,
            at.markdown,
            at.caption,
            at.info,
            at.warning,
            at.error,
            at.success,
            at.text,
        )
        for element in kind
    ]
    words += [f"{tile.label}: {tile.value}" for tile in tiles(at)]
    words += [link.label for link in at.get("page_link")]
    words += [widget.label for widget in [*at.selectbox, *at.text_input, *at.expander]]
    for table in [*tables(at), *at.dataframe]:
        words += [*table.value.columns, *table.value.to_numpy().flatten()]
    return [str(word) for word in words]


def text_of(at: AppTest) -> str:
    """Everything a page says in words."""
    return "\n".join(texts_of(at))


@dataclass(frozen=True)
class Picture:
    """A chart or map that is drawn: what it says to who does not see it, and the words in it."""

    alternative: str
    words: str


def pictures_in(body: str) -> list[Picture]:
    """The pictures in a piece of HTML that say something; the signs of a legend stand beside their words."""
    found = []
    for alternative, drawn in re.findall(r'<img [^>]*?alt="([^"]+)" [^>]*;base64,([^"]*)"', body):
        texts = ElementTree.fromstring(b64decode(drawn)).iter("{http://www.w3.org/2000/svg}text")
        found.append(Picture(unescape(alternative), "\n".join("".join(one.itertext()) for one in texts)))
    return found


@dataclass(frozen=True)
class Tile:
    """A number on a tile, under its label."""

    label: str
    value: str


def tiles(at: AppTest) -> list[Tile]:
    """The numbers that a page shows on tiles, in their order."""
    found = (
        hit for one in at.get("html") for hit in re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", one.proto.body)
    )
    return [Tile(unescape(label), unescape(value)) for label, value in found]


@dataclass(frozen=True)
class Table:
    """A table that a page shows; links and marks in its cells as Markdown."""

    value: pd.DataFrame


def _written(cell: Any) -> str:
    """A cell as the Markdown that it was made of, without escapes and joiners and with common spaces."""
    return _marked(cell).replace("\u00a0", " ").replace("\u2060", "")


def _marked(cell: Any) -> str:
    found = cell.text or ""
    for part in cell:
        inner = _marked(part)
        found += {
            "a": f"[{inner}]({part.get('href')})",
            "strong": f"**{inner}**",
            "code": f"`{inner}`",
            "br": "  ",  # before the end of a line
            "span": inner if part.get("class") == "whole" else f":{part.get('class')}[{inner}]",
        }.get(part.tag, inner)
        found += part.tail or ""
    return found


def tables(at: AppTest) -> list[Table]:
    """The tables of a page, in their order."""
    bodies = [one.proto.body for one in at.get("html") if "<table" in one.proto.body]
    return [
        Table(
            pd.DataFrame(
                [[_written(cell) for cell in row.iter("td")] for row in made.iter("tr")][1:], columns=heads
            )
        )
        for made in map(fragment_fromstring, bodies)
        for heads in [[_written(head) for head in made.iter("th")]]
    ]


def pictures(at: AppTest) -> list[Picture]:
    """The charts and maps that a page draws."""
    return [found for one in at.get("html") for found in pictures_in(one.proto.body)]


def chosen_from(at: AppTest) -> dict[str, dict[str, str]]:
    """What a click on a row of a page's charts chooses: name → the parameters of the address."""
    over = re.compile(r'<a href="\w*\?([^"]*)" title="([^"]*)" style="top:')
    found = (hit for one in at.get("html") for hit in over.findall(one.proto.body))
    return {unescape(name): dict(parse_qsl(unescape(query))) for query, name in found}


@contextmanager
def offers() -> Iterator[Files]:
    """What the pages opened meanwhile offer for download: name of the file → what makes it."""
    found: Files = {}
    plain = st.download_button

    def button(label: str, data: Callable[[], bytes], *, file_name: str, **more: Any) -> bool:
        found[file_name] = data
        return plain(label, data, file_name=file_name, **more)

    with patch.object(st, "download_button", button):
        yield found


def rewritten(file: Path, edit: Callable[[dict[str, str]], None]) -> None:
    with file.open(encoding="utf-8", newline="") as given:
        rows = list(csv.DictReader(given))
    for row in rows:
        edit(row)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def as_it_is(row: dict[str, str]) -> None:
    pass


def correct(row: dict[str, str]) -> None:
    if row["project_id"] == CORRECTED and row["decided_yen"]:
        row["decided_yen"] = str(int(row["decided_yen"]) + 1_234_567)


def hide(row: dict[str, str]) -> None:
    if row["project_id"] == HIDDEN:
        row["published"] = "false"


def fill(folder: Path) -> None:
    """The sample as of four days: an amount is corrected, a project hidden, the last version is internal."""
    source = shutil.copytree(ROOT / "data" / "sample", folder / "source")
    said = ["--note-ja", "交付決定額の誤記を直しました。", "--note-en", NOTE]
    for day, file, edit, publish in (
        ("2025-09-30", "grants.csv", as_it_is, ["publish"]),
        ("2026-06-30", "grants.csv", correct, ["publish", *said]),
        ("2026-09-28", "projects.csv", hide, ["publish", *said]),
        ("2026-10-01", "grants.csv", as_it_is, []),
    ):
        rewritten(source / file, edit)
        for command in filter(None, (["build", str(source), "--as-of", day], publish)):
            with redirect_stdout(StringIO()):
                assert main([*command, "--store", str(folder / "store")]) == 0


@pytest.fixture(scope="session")
def versions(once: Once) -> Path:
    """A store with the versions of `fill`."""
    return once("versions", fill) / "store"
