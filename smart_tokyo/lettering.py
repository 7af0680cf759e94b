"""How wide a text is, a text in lines, and a text as it is compared."""

import re
import unicodedata
from collections.abc import Iterable

import wcwidth

WRAP = 17  # letters of a line, wide ones counted twice
_KATAKANA = (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)
_SOUNDS: dict[int, int | None] = {letter: letter - 0x60 for letter in _KATAKANA}  # hiragana
_SOUNDS |= dict.fromkeys((0x30FC, 0x0304))  # ー and the mark over Ō fall away


def folded(text: str) -> str:
    """Text for comparing: width, case and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def searched(text: str) -> str:
    """Text as the one search compares it: nor do spaces at all, which kana it is, and long-vowel marks, also of Ō."""
    parts = unicodedata.normalize("NFD", "".join(folded(text).split()))
    return unicodedata.normalize("NFC", parts.translate(_SOUNDS))


def placed(text: str) -> tuple[str, list[int]]:
    """A text as the one search compares it, but with its spaces; the place of each letter, and the end, in the text."""
    parts = [searched(letter) or " " * letter.isspace() for letter in text]
    return "".join(parts), [*(at for at, part in enumerate(parts) for _ in part), len(text)]


def width(text: str, either: int = 2) -> int:
    """The width of a text in half-width letters: Japanese letters count twice, marks over a letter not at all.

    `either`: that of letters such as “ and …, which a Japanese font has wide and a Latin one narrow.
    """
    return wcwidth.width(text, control_codes="ignore", ambiguous_width=either)


def ems(text: str, half: float, either: int = 2) -> float:
    """The width of a text in ems, of which a half-width letter takes `half`, as fonts differ in that."""
    wide = width(text, either)
    letters = sum(wcwidth.wcwidth(letter) > 0 for letter in text)
    return wide - letters + half * (2 * letters - wide)


def _pieces(text: str, limit: int) -> list[str]:
    found = []
    for word in re.split("(?<=[・ ])", text):
        found.append("")
        for letter in word:
            if width(found[-1] + letter) > limit and letter != " ":
                found.append("")
            found[-1] += letter
    return found


def lines(pieces: Iterable[str], limit: int) -> list[str]:
    """Pieces of a text set into lines of at most `limit` half-width letters, none of which is empty."""
    found = [""]
    for piece in pieces:
        if found[-1] and width(found[-1] + piece.rstrip()) > limit:
            found.append("")
        found[-1] += piece
    return [line.strip() for line in found if line.strip()]


def wrapped(text: str, limit: int = WRAP) -> str:
    """The text in lines of at most `limit` half-width letters, broken at spaces and middle dots, else inside words."""
    return "\n".join(lines(_pieces(text, limit), limit))
