"""The words of the product in two languages, and in plain Japanese (やさしい日本語) where a page has that.

The English text in the code, or in a file of `texts/`, is the message id, as the public reads it; `locale/ja.po` holds
the Japanese, `locale/ja-easy.po` the plain Japanese of the overview and about. What the staff reads otherwise ("not
recorded" for "not published") stands in `<language>-staff.po`. The catalogues serve pages, reports and messages, so a
word is declared once. `make words` brings them up to the code.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel.messages.pofile import read_po

Lang = Literal["ja", "en"]
Text = Mapping[Lang, str]
"""A text that is declared in both languages."""
LANGS: tuple[Lang, ...] = ("ja", "en")
EASY = "ja-easy"  # in the address: Japanese in plain words; all that is not in its catalogue is ordinary Japanese
OFFERED = ("ja", "en", EASY)
NAMES_OF_LANGUAGES = {"ja": "日本語", "en": "English", EASY: "やさしい日本語"}
LOCALE = Path(__file__).parent / "locale"
TEXTS = Path(__file__).parent / "texts"
CATALOGUES = ("ja", "ja-staff", EASY, f"{EASY}-staff", "en-staff")  # a later one goes before those it narrows


@cache
def catalogue(name: str = "ja") -> dict[str, str]:
    """One of CATALOGUES as {English message id: text}, without what is fuzzy or empty."""
    with (LOCALE / f"{name}.po").open("rb") as file:
        messages = read_po(file, locale=name[:2])
    return {
        str(message.id): str(message.string)
        for message in messages
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    }


def N_(text: str) -> str:
    """Mark a text that is looked up later through a variable, so that the catalogue's check finds it."""
    return text


@cache
def texts(name: str) -> Any:
    """What `texts/<name>.yml` says in English, paragraphs and lists of words: message ids, as those of the code are."""
    return yaml.safe_load((TEXTS / f"{name}.yml").read_text("utf-8"))


APP_NAME = N_("Smart Tokyo Dashboard")


@cache
def _said(lang: Lang, easy: bool, staff: bool) -> dict[str, str]:
    """What a reader reads in the place of the English of the code: the catalogues for them, one over the other."""
    said: dict[str, str] = {}
    for name in CATALOGUES:
        if name[:2] == lang and (easy or EASY not in name) and (staff or not name.endswith("-staff")):
            said |= catalogue(name)
    return said


def t(text: str, lang: Lang, easy: bool = False, staff: bool = False, /, **values: object) -> str:
    """The text in the reader's language, with `{name}` places filled from `values`.

    `easy`: in plain Japanese; `staff`: as the staff reads it. What has no text of its own in a catalogue is said as
    the wider one says it, at last in English; tests hold the catalogues complete.
    """
    template = _said(lang, easy, staff).get(text, text)
    return template.format(**values) if values else template


def told(text: Text, lang: Lang, easy: bool = False) -> str:
    """A text that is declared in both languages; `easy`: in plain Japanese where the catalogue has its English."""
    plain = catalogue(EASY).get(text["en"]) if easy and lang == "ja" else None
    return plain or text[lang]


def commas(parts: Iterable[str], lang: Lang) -> str:
    """Parts of a sentence side by side: `a, b`, `a、b`."""
    return ("、" if lang == "ja" else ", ").join(parts)


def sentences(parts: Iterable[str], lang: Lang) -> str:
    """Sentences one after the other, with a space where the language has one."""
    return ("" if lang == "ja" else " ").join(parts)


def labelled(label: str, value: object, lang: Lang) -> str:
    """A label and its value on one line: `Programme: …`, `制度：…`."""
    return f"{label}：{value}" if lang == "ja" else f"{label}: {value}"


def aside(lang: Lang, text: str) -> str:
    """A remark in brackets to set behind a text: ` (4 Dec 2025)`, `（2025年12月4日）`; "" for none."""
    return text and (f"（{text}）" if lang == "ja" else f" ({text})")


def pick(row: object, name: str, lang: Lang) -> str:
    """The `<name>_<lang>` of a row (mapping or named tuple), Japanese where English is unknown, else ""."""
    get = row.get if hasattr(row, "get") else lambda key: getattr(row, key, None)
    found = (get(f"{name}_{lang}"), get(f"{name}_ja"))
    return next((value for value in found if isinstance(value, str) and value), "")
