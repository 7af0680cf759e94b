"""A table as wide as it may be: its text fills its cells, and where the window is too narrow each row is a block.

The server does not know the window's width, so the browser decides, at the width that the table's own words and
numbers need. It stays one table, for a screen reader and on paper too (docs/decisions/0013).
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from pandas.io.formats.style_render import CSSDict, CSSList

from smart_tokyo.lettering import ems

HALF = 0.56  # em: what a half-width letter takes
EM = 0.875  # rem: a table's letters
BETWEEN = 1.5  # rem: what a column needs beside its text
AROUND = 4.25  # rem: the edges of the page and of a folding part of it
SMALLEST = 20.0  # rem: the narrowest window there is (320 CSS px, WCAG 1.4.10)
LARGEST = 64.0  # rem: a wider window shows every table as one; it may scroll in its own box
READABLE = 6.0  # em: Japanese that may break anywhere still wants this much
JOINER = "\u2060"
_ADDRESS = re.compile(r"\]\(<?[^)]*>?\)")
_BREAK = re.compile(r"[ \n-]+")  # not at a no-break space

_BLOCKS = " ".join(Path(__file__).with_suffix(".css").read_text("utf-8").splitlines())


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


def _string(header: str) -> str:
    """A header as a string of CSS, on one line; whatever a sheet calls its column, it stays inside."""
    return json.dumps(" ".join(header.replace(JOINER, "").split()), ensure_ascii=False)


def rules(headers: Sequence[str], to_the_right: Iterable[str], need: float) -> list[CSSDict]:
    """Table styles for pandas' Styler: text fills its cell; in a window narrower than `need` rem each row is a block.

    `to_the_right`: the headers of numbers.
    """
    # Streamlit caps a text at 400 px, however wide its column is; the cap still decides how the columns share.
    cells: list[CSSDict] = [{"selector": "td > *", "props": [("min-width", "100%")]}]
    right = set(to_the_right)
    cells += [
        {"selector": f":is(th, td):nth-child({place})", "props": [("text-align", "right")]}
        for place, header in enumerate(headers, start=1)
        if header in right
    ]
    if need <= SMALLEST:
        return cells
    for place, header in enumerate(headers, start=1):
        side: CSSList = [("--side", "end")] if header in right else []
        props: CSSList = [("--header", _string(header)), *side]
        cells.append({"selector": f"td:nth-child({place})", "props": props})
    # The Styler writes a property as name, colon, value, which a nested rule is as well.
    block = ("@media screen and (max-width", f"{min(need, LARGEST):.3g}rem) {{ {_BLOCKS} }}")
    return [*cells, {"selector": "", "props": [block]}]
