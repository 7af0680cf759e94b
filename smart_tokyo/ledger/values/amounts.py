"""Whole yen from every writing that can mean only one amount, and what is wrong with the others."""

import re
from fractions import Fraction

from smart_tokyo.ledger.values.reading import SHORTENED, ZEROS, Refused, hyphened, whole

EXAMPLE = "1500000"

_GROUPED = r"[0-9]{1,3}(?:(?:[,、][0-9]{3})+|(?: [0-9]{3})+|(?:['’][0-9]{3})+|(?:\.[0-9]{3}){2,})"
_NUMBER = rf"(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?"
_PARTS = re.compile(rf"({_GROUPED}|[0-9]+)(?:\.([0-9]+))?")
_BEFORE = r"(?:金 ?)?(?:[¥\\]|JPY)? ?"  # the yen sign of Shift_JIS is the byte of the backslash
_BEHIND = r" ?(?:円|YEN|JPY)?(?: ?也)?"
_YEN = re.compile(rf"(?P<before>{_BEFORE})(?P<number>{_NUMBER})(?P<behind>{_BEHIND})(?P<close>\.?-)?")
_THREE_DECIMALS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")  # a thousand to some, one to others
_NEGATIVE = re.compile(r"(?:[¥\\] ?)?(?:[-△▲]|マイナス) ?(.+)|\((.+)\)")
_BADLY_GROUPED = re.compile(r"[¥\\]?[0-9]*(?:,[0-9]*)+円?")

_KANJI = str.maketrans("〇一二三四五六七八九壱弐参拾", "0123456789123十")
_POWERS = ZEROS | {"K": 3, "T": 3, "M": 6, "B": 9}
_SCALE = r"[十百千万億兆]+|THOUSAND|K|MILLION|MN|M|BILLION|BN|B"
_PIECE = re.compile(rf"({_NUMBER})|([十百千])|(THOUSAND|K|MILLION|MN|M|BILLION|BN|B|[万億兆])")
_AROUND = re.compile(rf"^{_BEFORE}|{_BEHIND}\)?$")
_IN_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"


def yen(text: str) -> int:
    """Whole yen from 0: 1500000, 1,500,000円, ￥1,500,000-, 金1,500,000円也, 1500000.00, full-width. Raises Refused."""
    if text.isascii() and text.isdigit():
        return whole(text)
    written = re.sub(r"\s+", " ", hyphened(text)).upper()
    amount = _amount(written)
    if amount is None:
        amount = _nothing(written)
    if amount is not None:
        if amount.denominator > 1:
            raise Refused("type-yen-decimal", EXAMPLE)
        return whole(str(amount))
    if _is_scaled(written):
        raise _other_unit(written.translate(_KANJI))
    if SHORTENED.fullmatch(written):
        raise Refused("type-yen-shortened", EXAMPLE)
    raise Refused("type-yen-commas" if _BADLY_GROUPED.fullmatch(written) else "type-yen", EXAMPLE)


def _amount(written: str) -> Fraction | None:
    """The amount in yen, None where the text says none. Raises Refused where a point could be either of two."""
    found = _YEN.fullmatch(written)
    if not found or (found["close"] and not found["before"] and not found["behind"]):
        return None
    if _THREE_DECIMALS.fullmatch(found["number"]):
        raise Refused("type-yen-decimal", EXAMPLE)
    return _number(found["number"])


def _nothing(written: str) -> Fraction | None:
    """Zero with a minus before it; None for what is no negative amount. Raises Refused for what is one."""
    found = _NEGATIVE.fullmatch(written)
    inside = (found[1] or found[2]) if found else ""
    amount = _amount(inside)
    if amount or _is_scaled(inside):
        raise Refused("type-yen-negative", EXAMPLE)
    return amount


def _is_scaled(written: str) -> bool:
    bare = _AROUND.sub("", written.translate(_KANJI))
    numbers = {bool(number) for number, *_ in _PIECE.findall(bare)}
    return len(numbers) == 2 and not _PIECE.sub("", bare).strip(" ()")


def _other_unit(written: str) -> Refused:
    """What to say of an amount in another unit: how many zeros it stands for, and the number to write."""
    total = _sum(written)
    if total.denominator > 1:
        return Refused("type-yen-decimal", EXAMPLE)
    scales = re.findall(_SCALE, written)
    if len(scales) > 1:  # as in 百五十万 or 1億5千万, where what stands before 万 and 億 counts them
        scales = re.findall("[万億兆]", written) or [one[-1] for one in scales]
    unit = max(scales, key=_power)
    zeros = _power(unit)
    in_words = dict(enumerate(_IN_WORDS.split())).get(zeros, str(zeros))
    told = {"ja": str(zeros), "en": f"{in_words} zero{'s' * (zeros > 1)}"}
    unit = unit if unit.isascii() else f"{unit}円"
    return Refused("type-yen-unit", str(total), zeros=told, unit=unit, write=total)


def _sum(written: str) -> Fraction:
    """The yen of an amount with units, as Japanese counts: 2千5百万 is (2 × 1000 + 5 × 100) × 10000."""
    total = Fraction()
    section: Fraction | None = None
    last: Fraction | None = None
    for number, small, large in _PIECE.findall(written):
        if number:
            last = _number(number)
        elif small:
            section, last = (section or 0) + (1 if last is None else last) * 10 ** _power(small), None
        else:
            counted = 1 if section is None and last is None else (section or 0) + (last or 0)
            total, section, last = total + counted * 10 ** _power(large), None, None
    return total + (section or 0) + (last or 0)


def _number(text: str) -> Fraction:
    digits, fraction = _PARTS.fullmatch(text).groups()  # type: ignore[union-attr]
    return Fraction(re.sub("[^0-9]", "", digits) + "." + (fraction or "0"))


def _power(scale: str) -> int:
    """How many zeros a unit stands for: 3 for 千 and K, 6 for 百万 and MILLION."""
    return sum(_POWERS[one] for one in (scale[0] if scale.isascii() else scale))
