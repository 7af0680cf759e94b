"""Runs over the XML in a workbook without building a tree, and reads its shared strings.

A document type declaration, which could make little XML expand to much, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

MAX_STRINGS = 5_000_000
_BLOCK = 1 << 16
_NAMES = 1_000  # names of elements that are remembered
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]


class Malformed(Exception):
    """The XML is not what Excel writes."""


class TooLarge(Exception):
    """More than the limit, in both languages, as a person may read it."""

    def __init__(self, english: str, japanese: str) -> None:
        super().__init__(english)
        self.japanese = japanese


def read_strings(file: IO[bytes]) -> list[str]:
    """The shared strings."""
    reader = _Strings()
    parse(file, reader.starts(), reader.ends(), reader.data)
    return reader.found


class Texts:
    """Follows the texts (`t`) of XML, without the readings (furigana, `rPh`) that Excel keeps beside them.

    `value`: what has been read, None where there was nothing to read; `inside`: whether a text counts here.
    """

    def __init__(self) -> None:
        self.value: str | None = None
        self.parts: list[str] | None = None
        self.inside = self.reading = False

    def starts(self) -> Starts:
        """What to do where an element begins."""
        return {"t": self._start_text, "rPh": lambda _: self._read_out(True)}

    def ends(self) -> Ends:
        """What to do where one ends."""
        return {"t": self._end_text, "rPh": lambda: self._read_out(False)}

    def data(self, text: str) -> None:
        """What to do with text."""
        if self.parts is not None:
            self.parts.append(text)

    def _start_text(self, _: Attributes) -> None:
        if self.inside and not self.reading:
            self.parts = []

    def _end_text(self) -> None:
        if self.parts is not None:
            self.value, self.parts = (self.value or "") + "".join(self.parts), None

    def _read_out(self, now: bool) -> None:
        self.reading = now


class _Strings(Texts):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = True

    def starts(self) -> Starts:
        return {**super().starts(), "si": self._start}

    def ends(self) -> Ends:
        return {**super().ends(), "si": self._end}

    def _start(self, _: Attributes) -> None:
        self.value = ""

    def _end(self) -> None:
        if len(self.found) >= MAX_STRINGS:
            raise TooLarge(f"more than {MAX_STRINGS:,} texts", f"{MAX_STRINGS:,}を超える文字列")
        self.found.append(unescaped(self.value or ""))


def unescaped(text: str) -> str:
    """Text with Excel's escapes resolved: `_x000D_` is a carriage return, `_x005F_` an underscore before the like."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(
        lambda hit: hit[0] if hit[1][0] in "dD" and hit[1][1] > "7" else chr(int(hit[1], 16)), text
    )


def parse(file: IO[bytes], starts: Starts, ends: Ends, data: Callable[[str], None]) -> None:
    """Runs handlers over XML: for the start and end of elements by name without prefix, and for text.

    Raises Malformed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    by_start, by_end = dict(starts), dict(ends)  # prefixed names come to them as they are met

    def start(name: str, attributes: dict[str, str]) -> None:
        handler = by_start.get(name)
        if handler is None:
            handler = starts.get(name.rpartition(":")[2], _nothing)
            if len(by_start) < _NAMES:
                by_start[name] = handler
        handler(attributes)

    def end(name: str) -> None:
        handler = by_end.get(name)
        if handler is None:
            handler = ends.get(name.rpartition(":")[2], _nothing)
            if len(by_end) < _NAMES:
                by_end[name] = handler
        handler()

    def doctype(*_: object) -> None:
        raise Malformed("document type declaration")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, IndexError) as error:
        raise Malformed(str(error)) from error


def _nothing(*_: object) -> None:
    """Of an element that means nothing here."""
