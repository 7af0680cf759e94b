"""Characters that nobody sees, or takes for others: what they are called, and ids that are alike but for such."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from smart_tokyo.ledger.values.reading import DASHES, Reading, Refused, in_both
from smart_tokyo.words import Lang, Text, commas

_NAMES: Mapping[str, Text] = yaml.safe_load(Path(__file__).with_name("characters.yaml").read_text("utf-8"))
_CODES = re.compile("([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")  # show nothing without being spaces
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # which shape a character has
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u2800"
    "\u3164\ufeff\uffa0\ufffe\uffff\ud800-\udfff\U000e0001-\U000e007f]"
)
_OTHER_ALPHABETS = ("CYRILLIC ", "GREEK ", "ARMENIAN ", "CHEROKEE ", "COPTIC ")
_JAPANESE = ("CJK UNIFIED", "HIRAGANA ", "KATAKANA ", "IDEOGRAPHIC ")
_HYPHEN = re.compile("[-_ \u2010-\u2015\u2212\u2500\u30fc]+")  # of one width: the other is a matter of width
_BETWEEN = re.compile(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?=[^\W\d_])")  # between a letter and a digit
_FOLDS: Mapping[str, Callable[[str], str]] = {
    "width": lambda text: unicodedata.normalize("NFKC", text),
    "case": str.casefold,
    "dash": lambda text: _BETWEEN.sub("", _HYPHEN.sub("-", text)),
    "zeros": lambda text: re.sub(r"(?<!\d)0+(?=\d)", "", text),
}
"""What a person may overlook in an id → how it is made alike."""


def is_hidden(one: str) -> bool:
    """Whether a character shows nothing: zero-width, direction marks, soft hyphen …"""
    return unicodedata.category(one) == "Cf" or one in _BLANK or any(ord(one) in few for few in _SELECTORS)


def hidden(text: str) -> str:
    """The characters of a text that show nothing."""
    return "" if text.isascii() else "".join(filter(is_hidden, text))


def seen(text: str) -> str:
    """The text without characters that show nothing, and without the spaces that then are at its ends."""
    return text if text.isascii() else "".join(one for one in text if not is_hidden(one)).strip()


@cache
def name(one: str, lang: Lang) -> str:
    """A character in words, with its number: `zero-width space U+200B`, `“Ｐ” full-width character …`."""
    code, described = ord(one), unicodedata.name(one, "")
    words = next(words for key, words in _NAMES.items() if _fits(key, code, described))[lang]
    if not one.isprintable() or one.isspace() or is_hidden(one):
        return f"{words} U+{code:04X}"
    return f"「{one}」{words} U+{code:04X}" if lang == "ja" else f"“{one}” {words} U+{code:04X}"


def names(found: Iterable[str], lang: Lang) -> str:
    """Each character once, in words."""
    return commas((name(one, lang) for one in dict.fromkeys(found)), lang)


def printable(text: str, lang: Lang) -> str:
    """Text with control and invisible characters as words in brackets, so that a message stays one harmless line."""
    return _UNSEEN.sub(lambda hit: f"〔{name(hit[0], lang)}〕", text)


def _fits(key: str, code: int, described: str) -> bool:
    found = _CODES.fullmatch(key)
    if found is None:
        return described.startswith(key)
    return int(found[1], 16) <= code <= int(found[2] or found[1], 16)


def id_reader(read: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """A reader of ids, made of one of texts: it refuses characters that cannot be seen, and names `odd` ones."""

    @cache
    def read_id(raw: str) -> Reading:
        reading = read(raw)
        if not isinstance(reading.value, str):
            return reading
        if unseen := hidden(reading.value):
            return Reading(problem=Refused("hidden-character", characters=in_both(names, unseen)))
        return replace(reading, odd=odd(reading.value))

    return read_id


def alike_form(text: str, but: str = "") -> str:
    """An id without what a person may overlook: width, case, kind of dash, leading zeros; `but` one of these."""
    for aspect, fold in _FOLDS.items():
        text = text if aspect == but else fold(text)
    return text


def overlooked(one: str, other: str) -> tuple[str, ...]:
    """In what two ids differ that are otherwise alike: some of width, case, dash, zeros."""
    return tuple(aspect for aspect in _FOLDS if alike_form(one, aspect) != alike_form(other, aspect))


def odd(text: str) -> str:
    """The characters that look like others: full-width letters, odd spaces and dashes, other alphabets.

    A dash counts only in an id of ASCII letters otherwise: in a Japanese word it is one of its letters.
    """
    latin = any(one.isascii() and one.isalnum() for one in unicodedata.normalize("NFKC", text))
    japanese = any(one not in DASHES and unicodedata.name(one, "").startswith(_JAPANESE) for one in text)
    return "".join(
        one
        for one in text
        if unicodedata.normalize("NFKC", one) != one
        or (one in DASHES and latin and not japanese)
        or (latin and unicodedata.name(one, "").startswith(_OTHER_ALPHABETS))
        or (one.isspace() and one != " ")
    )
