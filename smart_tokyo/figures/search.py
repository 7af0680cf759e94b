"""What the query `search` is given for a text: its words, and what the code itself has to be found.

Those are the pages of the menu, the terms that the page about the programme explains, and the technologies that have
names in both languages.
"""

import re
from functools import cache
from typing import Any

import yaml

from smart_tokyo.figures.vocabulary import technology_names, word
from smart_tokyo.lettering import folded, searched
from smart_tokyo.settings import PROJECT
from smart_tokyo.terms import AMOUNTS
from smart_tokyo.words import LANGS, Text, t, texts

ENDINGS = {"区": "ku", "市": "shi", "町": "machi", "村": "mura"}
"""How the kinds of municipality are read behind its name; the ledger has City, Town and Village."""
_ENDING = re.compile(rf"(?<=[a-z])[- ](?:{'|'.join(ENDINGS.values())})\b", re.IGNORECASE)


def asked(text: str) -> dict[str, Any]:
    """The value of the query's `q`."""
    return {"words": asked_words(_ENDING.sub("", text)), "items": _items()}


def asked_words(text: str) -> list[str]:
    """The words of a text, folded as the texts of `search_items` are."""
    return [word for word in map(searched, folded(text.replace("\1", " ")).split()) if word]


@cache
def _items() -> list[dict[str, Any]]:
    pages = yaml.safe_load((PROJECT / "smart_tokyo" / "pages.yml").read_text("utf-8"))
    amounts = {name: word("programme_totals", name) for name in AMOUNTS}
    return [
        *(
            _item("page", name, _both(page["title"]), about=_both(page.get("about", "")))
            | {"internal": page.get("audience") == "internal"}
            for name, page in pages.items()
            if page.get("in_menu", True)
        ),
        *(_item("term", name, one.title, meaning=one.means) for name, one in amounts.items()),
        *(
            _item("term", term["word"], _both(term["word"]), meaning=_both(term["meaning"]))
            for term in texts("about")["glossary"]
        ),
        *(
            _item("technology", key, {lang: row[f"name_{lang}"] for lang in LANGS})
            for key, row in technology_names().items()
        ),
    ]


def _both(text: str) -> Text:
    return {lang: t(text, lang) for lang in LANGS}


def _item(kind: str, key: str, title: Text, **more: Text) -> dict[str, Any]:
    """A row as `search_items` has them; `internal`: it is for the staff alone."""
    said = {"title": title, **more}
    cells = {f"{name}_{lang}": text[lang] for name, text in said.items() for lang in LANGS if text[lang]}
    held = {"said": cells.values(), "named": title.values()}
    found = {name: searched("\1".join(("", *texts, ""))) for name, texts in held.items()}
    found |= {"title_ja": title["ja"], "title_en": title["en"]}
    return {"kind": kind, "id": key, **found, "places": list(cells), "internal": False}
