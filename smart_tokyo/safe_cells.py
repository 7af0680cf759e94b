"""Ledger text for a spreadsheet or a screen: no cell of it runs, and no character of it hides.

The ledger's text is other people's text. Excel and its like read a cell that begins like a formula as one, also
from a CSV file; invisible characters turn a line around or make two words look like one.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from smart_tokyo import formats

# What a spreadsheet may take for the beginning of a formula; the full-width signs are one in a Japanese Excel.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

# Without a shape of their own: soft hyphen, fillers, zero-width characters, signs of direction, tags. Variation
# selectors are none of them: they choose the form of a letter, as in 葛󠄀.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every character that has no shape written as its number: `[U+202E]`."""
    return _HIDDEN.sub(lambda hit: f"[U+{ord(hit[0]):04X}]", text)


def safe(value: Any) -> Any:
    """A value as a cell of an export: text that would be read as a formula begins with an apostrophe."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if _FORMULA.match(text) else text


def safe_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False) -> str:
    """CSV with a header and safe cells; unknown (None, NA, NaN) is an empty cell, dates are ISO.

    `bom`: begins with the mark without which Excel does not read UTF-8; for downloads that people open.
    """
    out = io.StringIO()
    out.write("\ufeff" if bom else "")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([_written(value) for value in row] for row in rows)
    return out.getvalue()


def _written(value: Any) -> Any:
    if formats.missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else safe(value)
