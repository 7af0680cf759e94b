"""Characters that nobody sees: which they are, what they are called, and how a message shows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

_NAMES: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("characters.yaml").read_text("utf-8")
)
_CODES = re.compile("([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")  # show nothing without being spaces
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # which shape a character has
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u2800"
    "\u3164\ufeff\uffa0\ufffe\uffff\ud800-\udfff\U000e0001-\U000e007f]"
)


def is_hidden(one: str) -> bool:
    """Whether a character shows nothing: zero-width, direction marks, soft hyphen …"""
    return unicodedata.category(one) == "Cf" or one in _BLANK or any(ord(one) in few for few in _SELECTORS)


def seen(text: str) -> str:
    """The text without characters that show nothing, and without the spaces that then are at its ends."""
    return text if text.isascii() else "".join(one for one in text if not is_hidden(one)).strip()


@cache
def name(one: str, lang: str) -> str:
    """A character in words, ja or en, with its number: `zero-width space U+200B`, `“Ｐ” full-width character …`."""
    code, described = ord(one), unicodedata.name(one, "")
    words = next(words for key, words in _NAMES.items() if _fits(key, code, described))[lang]
    glyph = one if one.isprintable() and not one.isspace() and not is_hidden(one) else ""
    quoted = (f"「{glyph}」" if lang == "ja" else f"“{glyph}” ") if glyph else ""
    return f"{quoted}{words} U+{code:04X}"


def names(found: Iterable[str], lang: str) -> str:
    """Each character once, in words."""
    return ("、" if lang == "ja" else ", ").join(name(one, lang) for one in dict.fromkeys(found))


def printable(text: str, lang: str) -> str:
    """Text with control and invisible characters as words in brackets, so that a message stays one harmless line."""
    return _UNSEEN.sub(lambda hit: f"〔{name(hit[0], lang)}〕", text)


def _fits(key: str, code: int, described: str) -> bool:
    found = _CODES.fullmatch(key)
    if found is None:
        return described.startswith(key)
    return int(found[1], 16) <= code <= int(found[2] or found[1], 16)
