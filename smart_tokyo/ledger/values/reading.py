"""What comes of reading a cell, and the characters in it: widths, dashes, numerals, and what nobody sees or takes for
others, with ids that are alike but for such."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from smart_tokyo.words import LANGS, Lang, Text, commas

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


def plain(value: Value) -> str:
    """A value in its plain form, as one would write it in a CSV file; unknown is the word NULL."""
    if value is None:
        return "NULL"
    return str(value).lower() if isinstance(value, bool) else str(value)


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
