"""What the query `search` is given for a text: its words, and what the code itself has to be found.

Those are the pages of the menu, the terms that the page about the programme explains, the numbers and the tables and
columns of the open data by their names, and the technologies that have names in both languages.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

import jaconv
import yaml

from smart_tokyo import schema
from smart_tokyo.figures.vocabulary import declaration, of_field, technology_names, word
from smart_tokyo.lettering import folded, searched
from smart_tokyo.named_sql import catalog
from smart_tokyo.settings import PROJECT
from smart_tokyo.terms import AMOUNTS
from smart_tokyo.words import LANGS, Text, t, texts

NONE: Text = {}
ALSO = texts("terms")["also"]
ENDINGS = {"区": "ku", "市": "shi", "町": "machi", "村": "mura"}
"""How the kinds of municipality are read behind its name; the ledger has City, Town and Village."""
_ENDING = re.compile(rf"(?<=[a-z])[- ](?:{'|'.join(ENDINGS.values())})\b", re.IGNORECASE)
_KANA = re.compile(f"([ぁ-ゖ]+)([{''.join(ENDINGS)}]?)")
LONGEST = 20  # letters of a reading
_LONG = re.compile("(?<=u)u|(?<=o)[ou]")


def asked(text: str) -> dict[str, Any]:
    """The value of the query's `q`."""
    words = asked_words(_ENDING.sub("", text))
    return {"words": words, "named": [named(word) for word in words], "items": _items()}


def asked_words(text: str) -> list[str]:
    """The words of a text, folded as the texts of `search_items` are."""
    return [word for word in map(searched, folded(text.replace("\1", " ")).split()) if word]


def named(word: str) -> str | None:
    """A pattern for the names of the municipality whose whole name a word has in kana; None for other words.

    It is of the names as `search_items` has them. English ones are as they sound, without long vowels: こうとうく is
    Koto City.
    """
    if len(word) > LONGEST or not (found := _KANA.fullmatch(word)):
        return None
    sounds, kind = _LONG.sub("", jaconv.kana2alphabet(found[1])), found[2]
    ends = {kind: ""} if kind else {"": "", **ENDINGS}
    names = "|".join(f"{ja}\1{sounds.removesuffix(end)}" for ja, end in ends.items() if sounds.endswith(end))
    return f"({names})(city|town|village)\1"


class Term(NamedTuple):
    """A name of something, and what it means. `values`: the words that it may stand for; `internal`: for the staff.

    `id`: an amount of a grant by its column and a word of the programme by itself, which the page about it explains;
    a number by query.column; a table or a column of the open data by table or table.column.
    """

    id: str
    title: Text
    means: Text
    values: Text = NONE
    internal: bool = False


@cache
def terms() -> Mapping[str, Term]:
    """All terms by id: of those with the same titles and values the first, what is not internal before what is."""
    found: dict[tuple[str, ...], Term] = {}
    for one in sorted(_terms(), key=attrgetter("internal")):
        found.setdefault((*one.title.values(), *one.values.values()), one)
    return {one.id: one for one in found.values()}


def _terms() -> Iterator[Term]:
    for name in AMOUNTS:
        yield Term(name, (one := word("programme_totals", name)).title, one.means)
    for term in texts("about")["glossary"]:
        also = _both(ALSO[term["word"]]) if term["word"] in ALSO else NONE
        yield Term(term["word"], _both(term["word"]), _both(term["meaning"]), also)
    for query, found in catalog().items():
        if found.is_part:
            continue  # no number by itself
        declared = declaration(query)
        for column, how in declared.get("lineage", {}).items():
            rows, one = declaration(how.get("rows") or declared["from"])["rows"], word(query, column)
            yield Term(f"{query}.{column}", one.title, one.means, internal=rows.get("internal", False))
    for table in schema.tables().values():
        if fields := table.public_fields():
            title: Text = {"ja": table.title, "en": table.title_en}
            yield Term(table.name, title, {"ja": table.description, "en": table.description_en})
            for field in fields:
                if field.name not in table.id_columns and not field.name.endswith("_en"):
                    one = of_field(table.name, field)
                    said: Text = {
                        lang: " ".join(field.label(value, lang) for value in field.enum) for lang in LANGS
                    }
                    yield Term(f"{table.name}.{field.name}", one.title, one.means, said)


@cache
def _items() -> list[dict[str, Any]]:
    pages = yaml.safe_load((PROJECT / "smart_tokyo" / "pages.yml").read_text("utf-8"))
    return [
        *(
            _item("page", name, _both(page["title"]), about=_both(page.get("about", "")))
            | {"internal": page.get("audience") == "internal"}
            for name, page in pages.items()
            if page.get("in_menu", True)
        ),
        *(
            # what columns mean would answer any word with a column
            _item("term", one.id, one.title, values=one.values, meaning=NONE if "." in one.id else one.means)
            | {"internal": one.internal}
            for one in terms().values()
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
    cells = {f"{name}_{lang}": text[lang] for name, text in said.items() for lang in LANGS if text.get(lang)}
    held = {"said": cells.values(), "named": title.values()}
    found = {name: searched("\1".join(("", *texts, ""))) for name, texts in held.items()}
    found |= {"title_ja": title["ja"], "title_en": title["en"]}
    return {"kind": kind, "id": key, **found, "places": list(cells), "internal": False}
