"""From the text of one cell to a value, by the type and kind of its column. Pure functions, one per form.

A form function gets trimmed NFC text and returns the value, or raises Refused with a finding code. Whether
the text was already the plain form of its value decides between silence and an `info` finding.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from stdnum.jp import cn

from smart_tokyo.schema import Field

Value = str | int | float | bool | dt.date | None

UNKNOWN = frozenset({"-", "－", "未定", "非公表"})
LONGEST_TEXT = 2_000  # characters of one cell
TRUE = ("true", "1", "はい", "○")
FALSE = ("false", "0", "いいえ", "×")
BIGGEST = 2**63 - 1

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)  # line breaks and tabs may stand inside a text; half a character (a surrogate) and what XML lacks may not
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SLASHED = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})")
_ERA_LONG = re.compile(r"(令和|平成)(元|[0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})日")
_ERA_SHORT = re.compile(r"([RH])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})")
_FY_ERA = re.compile(r"(?:令和(元|[0-9]{1,2})年度|R([0-9]{1,2}))")
_FY_PLAIN = re.compile(r"[0-9]{4}")
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_YEN = re.compile(rf"[¥\\]? ?({_WHOLE}) ?円?")  # the yen sign of Shift_JIS is the byte of the backslash
_INTEGER = re.compile(rf"-?{_WHOLE}")
_NUMBER = re.compile(rf"-?{_WHOLE}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{{1,3}})?")
_MUNICIPALITY = re.compile(r"[0-9]{6}")
_CORPORATE = re.compile(r"[0-9]{13}")


class Era(NamedTuple):
    """A Japanese era: its year 1 in the western calendar and its first and last day."""

    first_year: int
    first_day: dt.date
    last_day: dt.date


_REIWA = Era(2019, dt.date(2019, 5, 1), dt.date.max)
_HEISEI = Era(1989, dt.date(1989, 1, 8), dt.date(2019, 4, 30))
_ERAS = {"令和": _REIWA, "R": _REIWA, "平成": _HEISEI, "H": _HEISEI}


class Refused(Exception):
    """The text is not a value of the column; `code` is the finding's."""

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


def reader(field: Field) -> Callable[[str], Reading]:
    """The function that reads cells of a column. It remembers texts, as columns repeat themselves."""
    form = _form(field)
    known: dict[str, Reading] = {}

    def read(raw: str) -> Reading:
        found = known.get(raw)
        if found is None:
            found = known[raw] = _read(raw, field, form)
        return found

    return read


def _read(raw: str, field: Field, form: Callable[[str], tuple[Value, bool]]) -> Reading:
    try:
        trimmed = raw.strip() if _plain(raw) else ""
        text = unicodedata.normalize("NFC", trimmed)
        if len(text) > LONGEST_TEXT:
            raise Refused("too-long", f"0..{LONGEST_TEXT}", length=len(text), limit=LONGEST_TEXT)
        if not text:
            return Reading()
        if text in UNKNOWN:
            if field.required:
                raise Refused("required")
            return Reading(changed=True)
        value, changed = form(text)
        return Reading(value, changed or text != trimmed)
    except Refused as problem:
        return Reading(problem=problem)


def _plain(raw: str) -> bool:
    """True; raises Refused when the text holds a control character other than a line break or tab."""
    hit = _CONTROL.search(raw)
    if hit:
        raise Refused("control-character", character=f"U+{ord(hit[0]):04X}")
    return True


def _form(field: Field) -> Callable[[str], tuple[Value, bool]]:
    by_kind = {
        "yen": yen,
        "fiscal_year": fiscal_year,
        "municipality_code": municipality_code,
        "corporate_number": corporate_number,
    }
    by_type = {"string": string, "integer": integer, "number": number, "date": date, "boolean": boolean}
    return by_kind.get(field.kind or "") or by_type[field.type]


def narrow_form(text: str) -> str:
    """Full-width letters, digits and signs as ASCII. Unlike NFKC it leaves ² and ① alone: 10² is not 102."""
    return text.translate(_NARROW)


def string(text: str) -> tuple[Value, bool]:
    """Text as it is."""
    return text, False


def date(text: str) -> tuple[Value, bool]:
    """2025-04-01, 2025/4/1, 令和7年4月1日, R7.4.1 (also Heisei), with full-width letters too."""
    narrow = narrow_form(text)
    try:
        western = _ISO.fullmatch(narrow) or _SLASHED.fullmatch(narrow)
        if western:
            year, month, day = (int(part) for part in western.groups())
            found = dt.date(year, month, day)
            return found, found.isoformat() != text
        japanese = _ERA_LONG.fullmatch(narrow) or _ERA_SHORT.fullmatch(narrow)
        if japanese:
            name, of_era, month_text, day_text = japanese.groups()
            era = _ERAS[name]
            found = dt.date(era.first_year - 1 + _era_year(of_era), int(month_text), int(day_text))
            if era.first_day <= found <= era.last_day:
                return found, True
    except ValueError:
        pass
    raise Refused("type-date", "2025-04-01, 2025/4/1, 令和7年4月1日, R7.4.1")


def fiscal_year(text: str) -> tuple[Value, bool]:
    """2025, 令和7年度, 令和元年度, R7, also full-width: the year in which the fiscal year starts."""
    narrow = narrow_form(text)
    if _FY_PLAIN.fullmatch(narrow):
        return int(narrow), narrow != text
    era = _FY_ERA.fullmatch(narrow)
    try:
        if era:
            return _REIWA.first_year - 1 + _era_year(era[1] or era[2]), True
    except ValueError:
        pass
    raise Refused("type-fiscal-year", "2025, 令和7年度, R7")


def yen(text: str) -> tuple[Value, bool]:
    """Whole yen from 0, also with thousands separators, full-width, with ¥ before or 円 after."""
    found = _YEN.fullmatch(narrow_form(text))
    if not found:
        raise Refused("type-yen", "1500000")
    return _whole(found[1], text)


def integer(text: str) -> tuple[Value, bool]:
    """A whole number, also with thousands separators and full-width."""
    narrow = narrow_form(text)
    if not _INTEGER.fullmatch(narrow):
        raise Refused("type-integer", "12")
    return _whole(narrow, text)


def number(text: str) -> tuple[Value, bool]:
    """A finite decimal number, also with thousands separators and full-width. Minus zero is zero.

    More digits than can be kept are a change.
    """
    narrow = narrow_form(text)
    if not _NUMBER.fullmatch(narrow):
        raise Refused("type-number", "12.5")
    plain = narrow.replace(",", "")
    value = float(plain)
    if value in (float("inf"), float("-inf")):
        raise Refused("type-number", "12.5")
    return value + 0.0, plain != text or Decimal(plain) != Decimal(repr(value))


def boolean(text: str) -> tuple[Value, bool]:
    """true/false (in any case), 1/0, はい/いいえ, ○/× with the circle's look-alikes 〇 and ◯."""
    folded = narrow_form(text).lower().replace("〇", "○").replace("◯", "○")
    if folded in TRUE:
        return True, text != TRUE[0]
    if folded in FALSE:
        return False, text != FALSE[0]
    raise Refused("type-boolean", "true/false, 1/0, はい/いいえ, ○/×")


def municipality_code(text: str) -> tuple[Value, bool]:
    """Six digits, the last a check digit over the five before it."""
    if not _MUNICIPALITY.fullmatch(text):
        raise Refused("pattern", "[0-9]{6}")
    weighted = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), text, strict=False))
    if (11 - weighted % 11) % 10 != int(text[5]):
        raise Refused("check-digit", "131075")
    return text, False


def corporate_number(text: str) -> tuple[Value, bool]:
    """Thirteen digits, the first a check digit over the twelve after it."""
    if not _CORPORATE.fullmatch(text):
        raise Refused("pattern", "[0-9]{13}")
    if not cn.is_valid(text):
        raise Refused("check-digit", "8000020130001")
    return text, False


def _era_year(text: str) -> int:
    """The year of an era from its text. Raises ValueError for a year 0."""
    year = 1 if text == "元" else int(text)
    if year < 1:
        raise ValueError(text)
    return year


def _whole(narrow: str, text: str) -> tuple[int, bool]:
    value = int(narrow.replace(",", ""))
    if not -BIGGEST <= value <= BIGGEST:
        raise Refused("range", f"{-BIGGEST}..{BIGGEST}")
    return value, str(value) != text
