"""A table as wide as it may be: its text fills its cells, and where the window is too narrow each row is a block.

The server does not know the window's width, so the browser decides, at the width that the table's own words and
numbers need. It stays one table, for a screen reader and on paper too (docs/decisions/0013).
"""

import re
import unicodedata
from collections.abc import Iterable

from smart_tokyo.lettering import ems
from smart_tokyo.outputs.web.head import NARROW

HALF = 0.56  # em: what a half-width letter takes
EM = 0.875  # rem: a table's letters
BETWEEN = 1.5  # rem: what a column needs beside its text
AROUND = 4.25  # rem: the edges of the page and of a folding part of it
SMALLEST = 20.0  # rem: the narrowest window there is (320 CSS px, WCAG 1.4.10)
READABLE = 6.0  # em: Japanese that may break anywhere still wants this much
JOINER = "\u2060"
_ADDRESS = re.compile(r"\]\(<?[^)]*>?\)")
_BREAK = re.compile(rf"[ \n]+|-(?!{JOINER})")  # not at a no-break space


def _least(text: str) -> float:
    """The ems below which a cell's text breaks inside a word or, where it may break anywhere, cannot be read."""
    return max(
        room
        if JOINER in piece or not any(unicodedata.east_asian_width(letter) in "WF" for letter in piece)
        else min(room, READABLE)
        for piece in _BREAK.split(_ADDRESS.sub("", text).replace("\\", ""))
        for room in [ems(piece, HALF)]
    )


def needed(columns: Iterable[Iterable[str]]) -> float:
    """The rem of window that a table needs; a column is its header and its cells, as they are shown."""
    return AROUND + sum(BETWEEN + EM * max(map(_least, set(column))) for column in columns)


def blocks(need: float) -> str:
    """The class of a table (outputs/web/page.css) whose rows are blocks in a window narrower than `need` rem."""
    if need <= SMALLEST:
        return ""
    return f"to-{next((size for size in NARROW if size >= need), NARROW[-1])}"
