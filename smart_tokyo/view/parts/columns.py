"""A column of a table: what a page shows, a file holds and the words of a number go by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from smart_tokyo.figures import Row, word
from smart_tokyo.kinds import Kind
from smart_tokyo.terms import NAMES
from smart_tokyo.view.frame import Page
from smart_tokyo.view.parts import phrases

Absent = str | Callable[[Row], str]
"""What stands where a value is unknown, where it differs by row what stands in each."""
_NONE: Mapping[str, Absent] = {}


@dataclass(frozen=True)
class Column:
    """A column to show: its key in the rows, its header (already in the reader's language) and how to write it."""

    key: str
    label: str
    kind: Kind = "text"
    absent: Absent | None = None  # instead of the kind's own word
    of: Callable[[Row], str] | None = None  # says it of a row, where the rows have no such column
    query: str | None = None  # whose column it is


def worded(label: str, of: Callable[[Row], str], kind: Kind = "markdown") -> Column:
    """A column that says something of each row in the reader's words; its file has it where it has the shown rows."""
    return Column(f"_{label}", label, kind, of=of)


def names(page: Page, kind: str, column: str = "") -> Column:
    """The names of what a `column` has the ids of, by kind; it is called as those ids are where none is given."""
    column = column or ("municipality_code" if kind == "municipality" else f"{kind}_id")
    return worded(page.t(NAMES[kind]), lambda row: phrases.named(page, kind, row[column]))


def headed(page: Page, heads: Mapping[str, str], **kinds: Kind) -> list[Column]:
    """Columns of rows that no query gives, by key: their headers (message ids), and kinds where not text."""
    return [Column(key, page.t(head), kinds.get(key, "text")) for key, head in heads.items()]


def of(
    page: Page, query: str, *names: str, yen: Kind = "yen", absent: Mapping[str, Absent] = _NONE
) -> list[Column]:
    """Columns of a query under the words and as the kinds that it declares.

    `yen`: the kind of those that hold money. `absent`: what stands where a value is unknown, by column; in one that is
    computed from others, unless named, that it cannot be computed.
    """
    found = []
    for name in names:
        one = word(query, name)
        none = absent.get(name) or (page.t("cannot be computed") if one.derived else None)
        kind = yen if one.kind == "yen" else one.kind
        found.append(Column(name, page.called(query, name), kind, none, query=query))
    return found
