"""Runs over the XML in a workbook without building a tree, and reads its shared strings.

A document type declaration, which could make little XML expand to much, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import IO
from xml.parsers import expat

MAX_STRINGS = 5_000_000
_BLOCK = 1 << 16
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Malformed(Exception):
    """The XML is not what Excel writes."""


class TooLarge(Exception):
    """More than the limit, in both languages, as a person may read it."""

    def __init__(self, english: str, japanese: str) -> None:
        super().__init__(english)
        self.japanese = japanese


def read_strings(file: IO[bytes]) -> list[str]:
    """The shared strings, without the readings (furigana) that Excel keeps beside them."""
    found: list[str] = []
    parts: list[str] = []
    state = {"reading": False, "text": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            parts.clear()
        elif name == "rPh":
            state["reading"] = True
        state["text"] = name == "t" and not state["reading"]

    def end(name: str) -> None:
        state["text"] = False
        if name == "rPh":
            state["reading"] = False
        elif name == "si":
            if len(found) >= MAX_STRINGS:
                raise TooLarge(f"more than {MAX_STRINGS:,} texts", f"{MAX_STRINGS:,}を超える文字列")
            found.append(unescaped("".join(parts)))

    def data(text: str) -> None:
        if state["text"]:
            parts.append(text)

    parse(file, start, end, data)
    return found


def unescaped(text: str) -> str:
    """Text with Excel's escapes resolved: `_x000D_` is a carriage return, `_x005F_` an underscore before the like."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(
        lambda hit: hit[0] if hit[1][0] in "dD" and hit[1][1] > "7" else chr(int(hit[1], 16)), text
    )


def parse(
    file: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    """Runs handlers over XML, with the names of elements without their namespace. Raises Malformed."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    @lru_cache(maxsize=256)
    def local(name: str) -> str:
        return name.rpartition("}")[2]

    def doctype(*_: object) -> None:
        raise Malformed("document type declaration")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = data
    try:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, IndexError) as error:
        raise Malformed(str(error)) from error
