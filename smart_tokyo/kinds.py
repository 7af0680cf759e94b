"""What kind of value a column holds: which types of the database that is, and how a value of it is written.

`Kind` is the one list for stored and computed columns, page tables, reports and files.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from smart_tokyo import formats
from smart_tokyo.words import Lang, t

Kind = Literal[
    "text",
    "choice",  # one of a fixed list of values, each with words
    "boolean",
    "count",
    "number",
    "yen",
    "permille",
    "percent",
    "days",
    "hours",
    "fiscal_year",
    "date",
    "moment",
    "degrees",
    "ordinal",  # a place in an order
    # how a page or a file writes some of these in particular; no column is declared as such
    "markdown",  # a text of ours
    "amount",  # yen, where a line above the table names the unit once
    "exact_yen",  # yen, to the yen
    "points",  # permille of the way, said in points of 100
    "year",  # a fiscal year as a number
]
STORED: Mapping[str, tuple[Kind, ...]] = {  # a type of the database: the declared kinds of its values
    "VARCHAR": ("text", "choice"),
    "BOOLEAN": ("boolean",),
    "BIGINT": ("count", "number", "yen", "permille", "percent", "days", "fiscal_year", "ordinal"),
    "DOUBLE": ("number", "days", "hours", "degrees"),
    "DATE": ("date",),
    "TIMESTAMP": ("moment",),
}
MONEY: tuple[Kind, ...] = ("yen", "amount", "exact_yen")
FIGURES: tuple[Kind, ...] = ("count", "number", "yen", "permille", "percent", "days", "hours")
"""The declared kinds of what somebody may ask how it is made."""
NUMBERS: tuple[Kind, ...] = (*FIGURES, "amount", "exact_yen", "points", "year")
"""What is set to the right."""
_AS: Mapping[Kind, tuple[Kind, ...]] = {  # how a file holds some kinds of a page
    "text": ("markdown", "choice", "boolean", "moment"),
    "yen": ("amount", "exact_yen"),
    "count": ("days",),
    "number": ("percent", "hours", "degrees", "ordinal"),
    "year": ("fiscal_year",),
}
IN_FILES = {kind: held for held, kinds in _AS.items() for kind in kinds}
DASH = "–"


def written(value: Any, kind: Kind, lang: Lang, absent: str = DASH) -> str:
    """A value as a reader sees it, without its unit; `absent` where it is unknown. Yen are whole."""
    if formats.missing(value) or value == "":
        return absent
    if kind in ("count", "days", *MONEY):
        return formats.number(value)
    if kind in ("number", "percent", "hours", "degrees", "ordinal"):
        return f"{value:,.10g}"
    if kind == "fiscal_year":
        return formats.fiscal_year(value, lang)
    if kind == "date":
        return formats.date(value, lang)
    if kind == "points":
        return formats.number(value / 10, 1)
    if kind == "permille":
        return formats.permille(value)
    if isinstance(value, bool):
        return t("yes", lang) if value else t("no", lang)
    return formats.date(value, lang) if isinstance(value, dt.date) else str(value)
