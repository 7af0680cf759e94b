"""Characters of an id that a person cannot see, or takes for others: two ids that look the same would not be."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from smart_tokyo.ledger.normalise import Reading, Refused, reader
from smart_tokyo.schema import Field

_NOT_SEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")  # blank without being spaces
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # which shape a character has
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30fc\u4e00")  # - among Latin letters
_OTHER_ALPHABETS = ("CYRILLIC ", "GREEK ", "ARMENIAN ", "CHEROKEE ", "COPTIC ")


def id_reader(column: Field) -> Callable[[str], Reading]:
    """The function that reads cells of a column of ids.

    It refuses an id with characters that cannot be seen; a reading names those that look like others as `odd`.
    """
    read = reader(column)

    @cache
    def read_id(raw: str) -> Reading:
        reading = read(raw)
        if not isinstance(reading.value, str):
            return reading
        unseen = hidden(reading.value)
        if unseen:
            return Reading(problem=Refused("hidden-character", character=unseen))
        return replace(reading, odd=odd(reading.value))

    return read_id


def hidden(text: str) -> str:
    """The characters that show nothing (zero-width, direction marks, soft hyphen …) by name; empty for none."""
    return _names(one for one in text if _is_hidden(one))


def odd(text: str) -> str:
    """The characters that look like others by name: full-width letters, odd spaces and dashes, other alphabets.

    A dash counts only in an id of ASCII letters otherwise: in a Japanese word it is one of its letters.
    """
    latin = any(one.isascii() and one.isalnum() for one in unicodedata.normalize("NFKC", text))
    japanese = any(_is_japanese(one) for one in text)
    return _names(
        one
        for one in text
        if unicodedata.normalize("NFKC", one) != one
        or (one in _DASHES and latin and not japanese)
        or (latin and unicodedata.name(one, "").startswith(_OTHER_ALPHABETS))
        or (one.isspace() and one != " ")
    )


def _is_hidden(one: str) -> bool:
    return unicodedata.category(one) == "Cf" or one in _NOT_SEEN or any(ord(one) in few for few in _SELECTORS)


def _is_japanese(one: str) -> bool:
    name = unicodedata.name(one, "")
    return one not in _DASHES and name.startswith(("CJK UNIFIED", "HIRAGANA ", "KATAKANA ", "IDEOGRAPHIC "))


def _names(found: Iterable[str]) -> str:
    """Each character once, as `U+200B ZERO WIDTH SPACE`."""
    return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in dict.fromkeys(found))
