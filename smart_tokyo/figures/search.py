"""What the query `search` is given for a text: its words, and what the code itself has to be found.

Those are the pages, the terms that the page about the programme explains, and the technologies with their names.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from smart_tokyo.figures.technologies import names
from smart_tokyo.figures.vocabulary import anywhere
from smart_tokyo.lettering import folded, searched
from smart_tokyo.settings import PROJECT
from smart_tokyo.terms import AMOUNTS
from smart_tokyo.words import LANGS, Text, t, texts

PAGES = PROJECT / "smart_tokyo" / "view" / "frame" / "pages.yml"


def asked(text: str) -> dict[str, Any]:
    """The value of the query's `q`."""
    words = map(searched, folded(text).split())
    return {"words": [word for word in words if word], "items": _items()}


@cache
def _items() -> list[dict[str, Any]]:
    return list(_found_in_code())


def _found_in_code() -> Iterator[dict[str, Any]]:
    for name, page in yaml.safe_load(PAGES.read_text("utf-8")).items():
        audience = page.get("audience")
        if page.get("in_menu", True) and audience != "public":
            said = {"title": _both(page["title"]), "about": _both(page.get("about", ""))}
            yield _item("page", name, said, audience == "internal")
    for name in AMOUNTS:
        if word := anywhere(name):
            yield _item("term", name, {"title": word.title, "meaning": word.means})
    for term in texts("about")["glossary"]:
        said = {"title": _both(term["word"]), "meaning": _both(term["meaning"])}
        yield _item("term", term["word"], said)
    for technology, row in names().items():
        yield _item("technology", technology, {"title": {lang: row[f"name_{lang}"] for lang in LANGS}})


def _both(text: str) -> Text:
    return {lang: t(text, lang) for lang in LANGS}


def _item(kind: str, key: str, said: dict[str, Text], internal: bool = False) -> dict[str, Any]:
    """A row as `search_items` has them; `internal`: it is for the staff alone."""
    cells = {f"{name}_{lang}": text[lang] for name, text in said.items() for lang in LANGS if text[lang]}
    titles = {f"title_{lang}": said["title"][lang] for lang in LANGS}
    held = {"said": cells.values(), "named": titles.values()}
    found = {name: searched("\1".join(("", *texts, ""))) for name, texts in held.items()}
    return {"kind": kind, "id": key, **titles, "places": list(cells), **found, "internal": internal}
