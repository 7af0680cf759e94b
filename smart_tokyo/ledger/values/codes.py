"""Official codes with a check digit: what spreadsheets do to them is undone where it is safe, else said."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from stdnum.jp import cn

from smart_tokyo.ledger.values.reading import SHORTENED, Refused, hyphened
from smart_tokyo.settings import PROJECT
from smart_tokyo.words import Text

MUNICIPALITIES = PROJECT / "data" / "reference" / "municipalities.csv"

_LOST = "00000"  # what 8.00002E+12 ends with once it is a number again
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_GAPS = re.compile(r"(?<=[0-9])[ -]+(?=[0-9])")


def municipality_code(text: str) -> str:
    """Six digits, the last a check digit over the five before it, without what a spreadsheet added to them.

    Raises Refused; five digits are told the code they begin.
    """
    code = _digits(text, 6, "131075")
    complete = _complete(code[:5]) if len(code) in (5, 6) else ""
    name = _municipalities().get(complete)
    if name and code != complete:
        wrong = "municipality-code-five" if len(code) == 5 else "check-digit-municipality"
        raise Refused(wrong, complete, right=complete, name=name)
    _has_length(code, 6, "131075")
    if code != complete:
        raise Refused("check-digit", "131075")
    return code


def corporate_number(text: str) -> str:
    """Thirteen digits, the first a check digit over the twelve after it; a T before them is left out.

    Raises Refused; twelve digits are told the number they make.
    """
    narrow = hyphened(text)
    code = _digits(narrow[1:].lstrip(" -") if narrow[:1] in ("T", "t") else narrow, 13, "8000020130001")
    if len(code) == 12:
        right = cn.calc_check_digit(code) + code
        raise Refused("corporate-number-twelve", right, right=right)
    _has_length(code, 13, "8000020130001")
    if not cn.is_valid(code):
        if code.endswith(_LOST) and code.strip("0"):
            raise Refused("code-shortened", "8000020130001", length=13, example="8000020130001")
        raise Refused("check-digit", "8000020130001")
    return code


def _digits(text: str, length: int, example: str) -> str:
    """The digits alone. Raises Refused where there is anything else, or where Excel has left digits out."""
    written = hyphened(text).strip()
    if SHORTENED.fullmatch(written):
        raise Refused("code-shortened", example, length=length, example=example)
    written = re.sub(r"\.0+$", "", written)
    written = written.replace(",", "") if _THOUSANDS.fullmatch(written) else _GAPS.sub("", written)
    if not (written.isascii() and written.isdigit()):
        raise Refused("code-form", example, length=length, example=example)
    return written


def _has_length(code: str, length: int, example: str) -> None:
    if len(code) != length:
        raise Refused("code-digits", example, length=length, digits=len(code), example=example)


def _complete(five: str) -> str:
    weighted = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), five, strict=True))
    return f"{five}{(11 - weighted % 11) % 10}"


@cache
def _municipalities() -> Mapping[str, Text]:
    """Code → name of the municipalities that ship with the project."""
    with MUNICIPALITIES.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return {row["municipality_code"]: {"ja": row["name_ja"], "en": row["name_en"]} for row in rows}
