"""What comes of reading a cell, and what all forms of values share: widths, dashes, kanji numerals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from smart_tokyo.words import LANGS, Lang, Text

Value = str | int | float | bool | dt.date | None

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30fc\uff0d\uff70\u4e00"
"""Characters that stand for a hyphen or minus. The last is the numeral one, which is a dash among Latin letters."""

SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
"""1.5E+06: a number of which a spreadsheet left out digits."""
BIGGEST = 2**63 - 1
ZEROS = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
"""How many zeros a numeral of a unit such as 千円 or 百万円 stands for."""

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES[:-1], "-"))
_NUMERALS = {one: place for place, one in enumerate("〇一二三四五六七八九")} | {"○": 0, "◯": 0}
_NUMERAL = re.compile("[〇○◯一二三四五六七八九十]+(?=[年月日])")


class Refused(Exception):
    """The text is not a value of the column; `code` is the finding's, `details` fill its words."""

    def __init__(self, code: str, expected: str | None = None, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected
        self.details = details


@dataclass(frozen=True, slots=True)
class Reading:
    """A value (None: unknown) or a problem. `changed`: not only trimmed. `odd`: an id's misleading characters."""

    value: Value = None
    changed: bool = False
    problem: Refused | None = None
    odd: str = ""


def in_both(tell: Callable[..., str], *about: object) -> Text:
    """What a function tells about things, with the language behind them, in both languages."""
    return {lang: tell(*about, lang) for lang in LANGS}


def in_one(words: Mapping[str, object], lang: Lang) -> dict[str, object]:
    """What fills a sentence, of what is there in both languages the one."""
    return {name: word[lang] if isinstance(word, dict) else word for name, word in words.items()}


def narrow_form(text: str) -> str:
    """Full-width letters, digits and signs as ASCII. Unlike NFKC it leaves ² and ① alone: 10² is not 102."""
    return text if text.isascii() else text.translate(_NARROW)


def hyphened(text: str) -> str:
    """The narrow form with every dash as a hyphen."""
    return text if text.isascii() else narrow_form(text).translate(_TO_HYPHEN)


def whole(digits: str) -> int:
    """A whole number from its digits, perhaps after a minus. Raises Refused for more than a database holds."""
    value = int(digits)
    if not -BIGGEST <= value <= BIGGEST:
        raise Refused("too-many-digits", digits=len(digits.lstrip("-")))
    return value


def arabic(text: str) -> str:
    """Kanji numerals below a hundred, or digit by digit, before 年, 月 and 日 as digits: 令和七年 is 令和7年."""
    return _NUMERAL.sub(lambda hit: _number(hit[0]), text)


def _number(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if "十" in ones:
        return numeral
    digits = ["".join(str(_NUMERALS[one]) for one in part) for part in (tens, ones)]
    return f"{digits[0] or 1}{digits[1] or 0}" if ten else digits[0]
