"""Characters of an id that a person cannot see, or takes for others, and ids that are alike but for such."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from smart_tokyo.ledger.values.characters import is_hidden, names
from smart_tokyo.ledger.values.reading import DASHES, Reading, Refused

_OTHER_ALPHABETS = ("CYRILLIC ", "GREEK ", "ARMENIAN ", "CHEROKEE ", "COPTIC ")
_HYPHEN = re.compile("[-_ \u2010-\u2015\u2212\u2500\u30fc]+")  # of one width: the other is a matter of width
_BETWEEN = re.compile(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?=[^\W\d_])")  # between a letter and a digit
_FOLDS: Mapping[str, Callable[[str], str]] = {
    "width": lambda text: unicodedata.normalize("NFKC", text),
    "case": str.casefold,
    "dash": lambda text: _BETWEEN.sub("", _HYPHEN.sub("-", text)),
    "zeros": lambda text: re.sub(r"(?<!\d)0+(?=\d)", "", text),
}
"""What a person may overlook in an id → how it is made alike."""


def id_reader(read: Callable[[str], Reading]) -> Callable[[str], Reading]:
    """A reader of a column of ids, made of the one of its texts.

    It refuses an id with characters that cannot be seen; a reading names those that look like others as `odd`.
    """

    @cache
    def read_id(raw: str) -> Reading:
        reading = read(raw)
        if not isinstance(reading.value, str):
            return reading
        unseen = hidden(reading.value)
        if unseen:
            details = {f"characters_{lang}": names(unseen, lang) for lang in ("ja", "en")}
            return Reading(problem=Refused("hidden-character", **details))
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


def hidden(text: str) -> str:
    """The characters that show nothing: zero-width, direction marks, soft hyphen …"""
    return "" if text.isascii() else "".join(one for one in text if is_hidden(one))


def odd(text: str) -> str:
    """The characters that look like others: full-width letters, odd spaces and dashes, other alphabets.

    A dash counts only in an id of ASCII letters otherwise: in a Japanese word it is one of its letters.
    """
    latin = any(one.isascii() and one.isalnum() for one in unicodedata.normalize("NFKC", text))
    japanese = any(_is_japanese(one) for one in text)
    return "".join(
        one
        for one in text
        if unicodedata.normalize("NFKC", one) != one
        or (one in DASHES and latin and not japanese)
        or (latin and unicodedata.name(one, "").startswith(_OTHER_ALPHABETS))
        or (one.isspace() and one != " ")
    )


def _is_japanese(one: str) -> bool:
    name = unicodedata.name(one, "")
    return one not in DASHES and name.startswith(("CJK UNIFIED", "HIRAGANA ", "KATAKANA ", "IDEOGRAPHIC "))
