"""What a workbook's cell says as text: as it is stored where that is what a person sees, else as it is shown.

A CSV file saved from the workbook would hold the same text, so both forms of a source mean the same.
"""

import datetime as dt
import math
import re
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Self

from openpyxl.utils.datetime import from_excel

# Formats that have a number and no code of their own; 27 to 36 and 50 to 58 are the Japanese dates.
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_SETTING = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_GENERAL = re.compile("general|標準", re.IGNORECASE)
_DATE = re.compile(r"[ymdhsgb]|e(?![+-])", re.IGNORECASE)
_SCALE = re.compile("[十百千万億兆]+")
_SCALED = {"千": 1, "百万": 2, "十億": 3}  # unit → commas after the last digit that stand for it
_AROUND = re.compile("[¥\xa5円 ]")
_PLACES = re.compile("[#0?,. ]")
_ZEROS = re.compile("0{2,}")
_EXACT = 15  # digits of a number that Excel shows and compares


class _More(str):
    __slots__ = ("more",)
    more: str

    def __new__(cls, text: str, more: str = "") -> Self:
        made = super().__new__(cls, text)
        made.more = more
        return made


class BadCell(_More):
    """A cell that holds no value, and the code of its finding, empty where that has been made elsewhere."""


class Rounded(_More):
    """A number as Excel shows it at its most exact, and as it is stored."""


class DateText(str):
    """A date cell, as `2025-04-01`."""


class HiddenTime(DateText):
    """A date cell with a time of day, as `2025-04-01 12:00:00`; many formats of dates do not show the time."""


class Shown(NamedTuple):
    """How a number format shows a number: as a date, in percent, with a unit such as 千円, or padded with zeros."""

    date: bool = False
    percent: bool = False
    unit: str = ""
    zeros: int = 0


PLAIN = Shown()


@lru_cache(maxsize=1_000)
def shown(number: int, code: str | None) -> Shown:
    """What a number format does. `code` is None for one of Excel's own, which `number` tells."""
    if code is None:
        return Shown(date=number in _BUILT_IN_DATES, percent=number in _BUILT_IN_PERCENT)
    literals = "".join(quoted or escaped or "" for quoted, escaped in _LITERAL.findall(code.split(";")[0]))
    rest = _GENERAL.sub("", _SETTING.sub("", _LITERAL.sub("", code))).split(";")[0]
    if _DATE.search(rest):
        return Shown(date=True)
    digits = rest.strip()
    commas = len(digits) - len(digits.rstrip(","))
    bare = _AROUND.sub("", digits)
    scale = _SCALE.search(literals + digits)
    unit = literals.strip() or _PLACES.sub("", digits)
    return Shown(
        percent="%" in rest,
        unit=unit if scale and _SCALED.get(scale[0]) != commas else "",
        zeros=len(bare) if _ZEROS.fullmatch(bare) else 0,
    )


def number_text(stored: str, how: Shown, epoch: dt.datetime) -> str:
    """A number cell as text: 2025.0 is 2025, a date cell its date, 0.85 shown in percent is 85%."""
    text = _plain(stored)
    if how == PLAIN:
        return text
    if how.date:
        return _date(stored, epoch) or text
    if how.percent:
        with suppress(ArithmeticError):  # of what is no number
            return _decimal(Decimal(text) * 100) + "%" if Decimal(text).is_finite() else text
        return text
    return (text.zfill(how.zeros) if text.isdigit() else text) + how.unit


def iso_text(stored: str) -> str:
    """A cell that holds its date in words (`t="d"`)."""
    try:
        return _of_moment(dt.datetime.fromisoformat(stored.removesuffix("Z")))
    except ValueError:
        return stored


def _plain(stored: str) -> str:
    plain = stored.isdigit() and stored.isascii() and (stored[0] != "0" or stored == "0")
    if plain and len(stored) <= _EXACT:
        return stored
    try:
        value = float(stored)
    except ValueError:
        return stored
    if value.is_integer():
        return str(int(value)) if abs(value) < 10**22 else repr(value)
    if not math.isfinite(value):
        return stored
    exact, seen = _decimal(Decimal(repr(value))), format(value, f".{_EXACT}g")
    return exact if float(seen) == value else Rounded(_decimal(Decimal(seen)), exact)


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(stored: str, epoch: dt.datetime) -> str | None:
    with suppress(ValueError, OverflowError):
        found = from_excel(float(stored), epoch)
        return _of_moment(found) if isinstance(found, dt.datetime) else found and str(found)
    return None


def _of_moment(moment: dt.datetime) -> str:
    if moment.time() == dt.time():
        return DateText(moment.date().isoformat())
    return HiddenTime(moment.isoformat(sep=" ", timespec="seconds"))
