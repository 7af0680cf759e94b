"""A column of a table: what a page shows, a file holds and the words of a number go by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from smart_tokyo.figures import word
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
    of: Callable[[dict[str, Any]], str] | None = None  # says it of a row, where the frame has no such column


def worded(label: str, of: Callable[[dict[str, Any]], str], kind: Kind = "markdown") -> Column:
    """A column that says something of each row in the reader's words; its file has it where it has the shown rows."""
    return Column(f"_{label}", label, kind, of=of)


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
        found.append(Column(name, page.called(query, name), yen if one.kind == "yen" else one.kind, none))
    return found
