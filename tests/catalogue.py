"""The catalogues brought up to the code: `make words`. What the code says is read here; tests/test_words.py checks it.

Babel's own extractor does not see calls inside f-strings (before Python 3.12), hence the syntax tree.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from smart_tokyo.figures import catalog, vocabulary
from smart_tokyo.view.frame.menu import PAGES
from smart_tokyo.words import EASY, LANGS, LOCALE, TEXTS

ROOT = Path(__file__).parents[1]
FILES = (
    ROOT / "app.py",
    *(ROOT / "pages").glob("*.py"),
    *(ROOT / "smart_tokyo").rglob("*.py"),
    *TEXTS.glob("*.yml"),
)
KEYWORDS = {"t": None, "N_": None}
UNDATED: dict[str, Any] = {  # of the header: nothing that would age
    "project": "Smart Tokyo Dashboard",
    "version": "(all)",
    "msgid_bugs_address": "see CONTRIBUTING.md",
    "creation_date": dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
    "revision_date": dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
    "last_translator": "see the history of the file",
}
HEADERS = {
    "ja": "The Japanese of every text; the English is the message id. `make words` adds the new.",
    "ja-staff": "What the staff reads otherwise than the public, in Japanese.",
    EASY: "The overview and about in plain Japanese (やさしい日本語); how to write it is in CONTRIBUTING.md.",
    f"{EASY}-staff": "What the staff reads otherwise than the public, in plain Japanese.",
    "en-staff": "What the staff reads otherwise than the public, in English.",
}


def literals(file: IO[bytes], *_: object, **__: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Every call of a keyword with a literal text first, as Babel asks of an extractor: line, name, text, comments."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in KEYWORDS and isinstance(node.args[0].value, str):
                yield node.lineno, name, node.args[0].value, []


def leaves(said: Any) -> Iterator[str]:
    """Every text of a file of `smart_tokyo/texts/` but those that are there in both languages."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, list):
        yield from (text for one in said for text in leaves(one))
    elif said.keys() != set(LANGS):
        yield from (text for one in said.values() for text in leaves(one))


def texts(files: tuple[Path, ...] = FILES) -> set[str]:
    """Every text that these files of the code say."""
    found: set[str] = set()
    for path in files:
        if path.suffix == ".yml":
            found |= set(leaves(yaml.safe_load(path.read_text("utf-8"))))
            continue
        with path.open("rb") as file:
            found |= {str(message) for _, message, *_ in extract(literals, file, KEYWORDS)}
    return found


def declared() -> set[str]:
    """The English of what columns are called and mean, in both languages where they are declared."""
    shared, stored = vocabulary.words().values(), vocabulary.stored().values()
    own = [word for query in catalog() for word in vocabulary.own(query).values()]
    return {
        text["en"]
        for word in (*shared, *stored, *own)
        for text in (word.title, word.short, word.means)
        if text
    }


def of_pages() -> set[str]:
    """What pages are called, and what is said of them."""
    return {text for page in PAGES.values() for text in (page.title, page.about, page.way, page.all) if text}


def wanted(name: str) -> set[str]:
    """The texts that a catalogue may have: plain Japanese is also of what is declared in ordinary Japanese."""
    found = texts() | of_pages()
    return found | declared() if name == EASY else found


def read(name: str) -> Catalog:
    """A catalogue as it stands."""
    with (LOCALE / f"{name}.po").open("rb") as file:
        return read_po(file, locale=name[:2])


def brought_up(name: str, said: dict[str, str], wanted: set[str]) -> Catalog:
    """A catalogue of the `wanted` texts with the translations there are, sorted."""
    lang = name[:2]
    own = {"locale": lang, "language_team": lang, "header_comment": f"# {HEADERS[name]}"}
    found = Catalog(fuzzy=False, **own, **UNDATED)
    for text in sorted(wanted):
        found.add(text, said.get(text, ""))
    return found


def write(name: str, catalogue: Catalog) -> None:
    """Write a catalogue in its one form."""
    file = io.BytesIO()
    write_po(file, catalogue, sort_output=True, width=100)
    (LOCALE / f"{name}.po").write_bytes(file.getvalue())


def main() -> None:
    """Add what is new to the catalogues, drop what is unused, and say what still has no Japanese."""
    for name in HEADERS:
        said = {str(m.id): str(m.string) for m in read(name) if m.id}
        found = wanted(name) if name == "ja" else wanted(name) & set(said)
        write(name, brought_up(name, said, found))
        for text in sorted(text for text in found if not said.get(text)):
            print(f"{name}.po has no translation of: {text}")


if __name__ == "__main__":
    main()
