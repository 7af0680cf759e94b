"""A column of a table: what a page shows, a file holds and the words of a number go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smart_tokyo import words
from smart_tokyo.figures import Word, vocabulary, word
from smart_tokyo.kinds import Kind
from smart_tokyo.view.frame.page import Page

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Column:
    """A column to show: the frame's column, its header (already in the reader's language) and how to write it."""

    key: str
    label: str
    kind: Kind = "text"
    absent: str | None = None  # what stands where the value is unknown, instead of the kind's own word


def label(page: Page, query: str, column: str) -> str:
    """What a page calls a column of a query where it stands over values: in a table, a legend, on a tile."""
    return said(page, word(query, column))


def named(page: Page, column: str) -> str:
    """What a page calls a column that is known by its name alone; the name itself where nothing declares it."""
    one = vocabulary.anywhere(column)
    return said(page, one) if one and one.title else column


def meaning(page: Page, column: str) -> str:
    """What a number that is known by its name alone means."""
    one = vocabulary.anywhere(column)
    return words.told(one.means, page.lang, page.easy) if one else ""


def said(page: Page, declared: Word) -> str:
    """The words of a column over its values, in the reader's language."""
    return words.told(declared.short or declared.title, page.lang, page.easy)


def of(
    page: Page, query: str, *names: str, yen: Kind = "yen", absent: Mapping[str, str] = _NONE
) -> list[Column]:
    """Columns of a query under the words and as the kinds that it declares.

    `yen`: the kind of those that hold money. `absent`: what stands where a value is unknown, by column; in one that is
    computed from others, unless named, that it cannot be computed.
    """
    found = []
    for name in names:
        one = word(query, name)
        none = absent.get(name) or (page.t("cannot be computed") if one.derived else None)
        found.append(Column(name, said(page, one), yen if one.kind == "yen" else one.kind, none))
    return found
