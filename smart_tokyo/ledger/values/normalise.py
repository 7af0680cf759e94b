"""From the text of one cell to a value, by the type and kind of its column.

A form is a function that gets trimmed text and returns the value, or raises Refused with a finding code. Whether
the text was already the plain form of its value decides between silence and an `info` finding.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from stdnum.jp import cn

from smart_tokyo.ledger.values import reading
from smart_tokyo.ledger.values.amounts import yen
from smart_tokyo.ledger.values.choices import choice
from smart_tokyo.ledger.values.dates import date, fiscal_year
from smart_tokyo.ledger.values.reading import SHORTENED, Reading, Refused, Value, hyphened, whole
from smart_tokyo.schema import Field
from smart_tokyo.settings import PROJECT
from smart_tokyo.words import Text

MUNICIPALITIES = PROJECT / "data" / "reference" / "municipalities.csv"

UNKNOWN_TEXTS = frozenset({"-", "－", "未定", "非公表"})
UNKNOWN = frozenset({"未定", "非公表", "非公開", "不明", "なし", "無し"})
LONGEST_TEXT = 2_000  # characters of one cell
TRUE = ("true", "1", "はい", "○")
FALSE = ("false", "0", "いいえ", "×")

# line breaks and tabs may stand inside a text; half a character (a surrogate) and what XML lacks may not
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DASH = re.compile(f"[-{reading.DASHES[:-1]}]+")  # the last is the numeral one as well
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"
)
_TOO_NARROW = re.compile("#{3,}")
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_INTEGER = re.compile(rf"-?{_WHOLE}(?:\.0+)?")
_NUMBER = re.compile(rf"-?{_WHOLE}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{{1,3}})?")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_MUNICIPALITY, _CORPORATE = "131075", "8000020130001"  # codes of the right form
_LOST = "00000"  # what 8.00002E+12 ends with once it is a number again
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_GAPS = re.compile(r"(?<=[0-9])[ -]+(?=[0-9])")
_LIKE_SIGNS = str.maketrans({"〇": "○", "◯": "○", "✕": "×", "✖": "×", "╳": "×"})

Form = Callable[[str], Value]


def reader(field: Field) -> Callable[[str], Reading]:
    """The function that reads cells of a column. It remembers texts, as columns repeat themselves."""
    form = choice(field) if field.enum else _FORMS.get(field.kind or "") or _FORMS[field.type]
    return cache(lambda raw: _read(raw, field, form))


def is_unknown(text: str, field: Field) -> bool:
    """Whether a trimmed text says that the value of a column is not known. Of free text fewer words do."""
    if _is_free(field):
        return text in UNKNOWN_TEXTS
    return text in UNKNOWN or bool(_DASH.fullmatch(text))


def _read(raw: str, field: Field, form: Form) -> Reading:
    try:
        if hit := _CONTROL.search(raw):
            raise Refused("control-character", character=reading.in_both(reading.names, hit[0]))
        trimmed = raw.strip()
        text = unicodedata.normalize("NFC", trimmed)
        if len(text) > LONGEST_TEXT:
            raise Refused("too-long", f"0..{LONGEST_TEXT}", length=len(text), limit=LONGEST_TEXT)
        if not text:
            return Reading()
        bare = reading.seen(text)
        if not bare or (is_unknown(bare, field) and not (field.required and field.type == "boolean")):
            if field.required:
                raise Refused("required")
            return Reading(changed=True)
        if _ERROR.fullmatch(bare):
            raise Refused("cell-error")
        if not _is_free(field):
            text = _unmarked(bare)
        value = form(text)
        return Reading(value, not _is_written(value, trimmed))
    except Refused as problem:
        return Reading(problem=problem)


def _is_free(field: Field) -> bool:
    """Whether a column holds text or ids, and neither codes nor words of a list."""
    return field.type == "string" and field.kind in (None, "text") and not field.enum


def _unmarked(text: str) -> str:
    """Without what makes a spreadsheet take a value for text. Raises Refused for what it shows instead of one."""
    if _TOO_NARROW.fullmatch(text):
        raise Refused("cell-too-narrow")
    if text[0] == "=":
        raise Refused("formula-as-text")
    if len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1].strip() or text
    return text[1:].strip() or text if text[0] == "'" else text


def _is_written(value: Value, text: str) -> bool:
    if isinstance(value, float):
        return bool(_DECIMAL.fullmatch(text)) and Decimal(text) == Decimal(repr(value))
    return text == reading.plain(value)


def integer(text: str) -> int:
    """A whole number, also with thousands separators, full-width, and with a fraction of zeros. Raises Refused."""
    narrow = hyphened(text)
    if SHORTENED.fullmatch(narrow):
        raise Refused("integer-shortened", "12")
    if not _INTEGER.fullmatch(narrow):
        raise Refused("type-integer", "12")
    return whole(narrow.partition(".")[0].replace(",", ""))


def number(text: str) -> float:
    """A finite decimal number, also with thousands separators and full-width. Minus zero is zero. Raises Refused."""
    narrow = hyphened(text)
    value = float(narrow.replace(",", "")) if _NUMBER.fullmatch(narrow) else float("inf")
    if value in (float("inf"), float("-inf")):
        raise Refused("type-number", "12.5")
    return value + 0.0


def boolean(text: str) -> bool:
    """true/false (in any case), 1/0, はい/いいえ, ○/× with the look-alikes of the signs. Raises Refused."""
    folded = reading.narrow_form(text).lower().translate(_LIKE_SIGNS)
    if folded in TRUE:
        return True
    if folded in FALSE:
        return False
    raise Refused("type-boolean", "true/false, 1/0, はい/いいえ, ○/×")


def municipality_code(text: str) -> str:
    """Six digits, the last a check digit. Raises Refused; five digits are told the code they begin."""
    code, complete = _digits(text, _MUNICIPALITY), ""
    if len(code) in (5, 6):
        weighted = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), code, strict=False))
        complete = f"{code[:5]}{(11 - weighted % 11) % 10}"
    name = _municipalities().get(complete)
    if name and code != complete:
        wrong = "municipality-code-five" if len(code) == 5 else "check-digit-municipality"
        raise Refused(wrong, complete, right=complete, name=name)
    if len(code) != 6:
        raise _no_code("code-digits", _MUNICIPALITY, digits=len(code))
    if code != complete:
        raise Refused("check-digit", _MUNICIPALITY)
    return code


def corporate_number(text: str) -> str:
    """Thirteen digits, the first a check digit, without a T. Raises Refused; twelve are told the number they make."""
    narrow = hyphened(text)
    code = _digits(narrow[1:].lstrip(" -") if narrow[:1] in ("T", "t") else narrow, _CORPORATE)
    if len(code) == 12:
        right = cn.calc_check_digit(code) + code
        raise Refused("corporate-number-twelve", right, right=right)
    if len(code) != 13:
        raise _no_code("code-digits", _CORPORATE, digits=len(code))
    if not cn.is_valid(code):
        if code.endswith(_LOST) and code.strip("0"):
            raise _no_code("code-shortened", _CORPORATE)
        raise Refused("check-digit", _CORPORATE)
    return code


def _digits(text: str, example: str) -> str:
    """The digits alone. Raises Refused where there is anything else, or where Excel has left digits out."""
    written = hyphened(text).strip()
    if SHORTENED.fullmatch(written):
        raise _no_code("code-shortened", example)
    written = re.sub(r"\.0+$", "", written)
    written = written.replace(",", "") if _THOUSANDS.fullmatch(written) else _GAPS.sub("", written)
    if not (written.isascii() and written.isdigit()):
        raise _no_code("code-form", example)
    return written


def _no_code(code: str, example: str, **details: object) -> Refused:
    return Refused(code, example, length=len(example), example=example, **details)


@cache
def _municipalities() -> Mapping[str, Text]:
    with MUNICIPALITIES.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return {row["municipality_code"]: {"ja": row["name_ja"], "en": row["name_en"]} for row in rows}


_FORMS: dict[str, Form] = {  # kind or type of a column → what reads its texts
    "yen": yen,
    "fiscal_year": fiscal_year,
    "municipality_code": municipality_code,
    "corporate_number": corporate_number,
    "string": str,
    "integer": integer,
    "number": number,
    "date": date,
    "boolean": boolean,
}
