"""The words of the product in two languages, and in plain Japanese (やさしい日本語) where a page has that.

The English text in the code is the message id; `locale/ja.po` holds the Japanese, `locale/ja-easy.po` the plain
Japanese of the overview and about. One catalogue serves pages, reports and messages, so a word is declared once.
`make words` brings the catalogues up to the code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")
EASY = "ja-easy"  # in the address: Japanese in plain words; all that is not in its catalogue is ordinary Japanese
OFFERED = ("ja", "en", EASY)
NAMES_OF_LANGUAGES = {"ja": "日本語", "en": "English", EASY: "やさしい日本語"}
LOCALE = Path(__file__).parent / "locale"


@cache
def catalogue(name: str = "ja") -> dict[str, str]:
    """The catalogue `ja` or `ja-easy` as {English message id: Japanese text}, without what is fuzzy or empty."""
    with (LOCALE / f"{name}.po").open("rb") as file:
        messages = read_po(file, locale="ja")
    return {
        str(message.id): str(message.string)
        for message in messages
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    }


def N_(text: str) -> str:
    """Mark a text that is looked up later through a variable, so that the catalogue's check finds it."""
    return text


APP_NAME = N_("Smart Tokyo Dashboard")


def t(text: str, lang: Lang, easy: bool = False, /, **values: object) -> str:
    """The text in the reader's language, with `{name}` places filled from `values`; `easy`: in plain Japanese.

    Text without a translation comes back in English, without plain words in ordinary Japanese; tests hold the
    catalogues complete.
    """
    template = catalogue().get(text, text) if lang == "ja" else text
    if easy and lang == "ja":
        template = catalogue(EASY).get(text, template)
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
