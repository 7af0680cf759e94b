"""The words of the product in two languages.

The English text in the code is the message id; `locale/ja.po` holds the Japanese. One catalogue serves
pages, reports and messages, so a word is declared once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")
CATALOGUE = Path(__file__).parent / "locale" / "ja.po"


@cache
def catalogue() -> dict[str, str]:
    """The Japanese catalogue as {English message id: Japanese text}; untranslated ids are absent."""
    with CATALOGUE.open("rb") as file:
        messages = read_po(file, locale="ja")
    return {
        str(message.id): str(message.string)
        for message in messages
        if isinstance(message.id, str) and message.id and message.string
    }


def N_(text: str) -> str:
    """Mark a text that is looked up later through a variable, so that the catalogue's check finds it."""
    return text


def t(text: str, lang: Lang, **values: object) -> str:
    """The text in the reader's language, with `{name}` places filled from `values`.

    Text without a translation comes back in English; a test holds the catalogue complete.
    """
    template = catalogue().get(text, text) if lang == "ja" else text
    return template.format(**values) if values else template


def pick(row: object, name: str, lang: Lang) -> str:
    """The `<name>_ja` or `<name>_en` of a row (mapping or named tuple), Japanese where English is unknown.

    Returns "" when neither is known.
    """
    get = row.get if hasattr(row, "get") else lambda key: getattr(row, key, None)
    for key in (f"{name}_{lang}", f"{name}_ja"):
        value = get(key)
        if isinstance(value, str) and value:
            return value
    return ""
