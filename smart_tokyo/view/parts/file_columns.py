"""What stands in the file of a table or chart: the screen's columns as raw values, the rest of each row, names."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures import Row, Word, vocabulary
from smart_tokyo.kinds import IN_FILES, Kind
from smart_tokyo.outputs.files.table_files import Values
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import values as value_words
from smart_tokyo.view.parts.columns import Column


def columns(
    page: Page,
    rows: Sequence[Row],
    shown: Sequence[Column],
    titles: Mapping[str, str],
    query: str | None = None,
) -> tuple[Values, ...]:
    """The columns of the file: those that are `shown` and stand in the rows, then what else the rows hold.

    Columns that begin with "_" are the screen's own texts: only those that are shown are in the file, as are
    columns without a word for readers. `titles`: of the projects that the rows name by their ids alone. `query`: whose
    columns they are.
    """
    names = list(rows[0]) if rows else [column.key for column in shown]
    found = [(column.key, _shown(page, rows, column)) for column in shown if column.key in names]
    on_screen = dict(found)
    for key in names:
        word = vocabulary.anywhere(key, query) or Word(key)
        said = _words(page, rows, word, key, titles)
        if word.title and key not in on_screen:
            found.append((key, _further(page, rows, word, key, is_code=said is not None)))
        if said is not None:
            found.append((key, said))
    return tuple(_told_apart(found))


def _shown(page: Page, rows: Sequence[Row], column: Column) -> Values:
    kind, values = IN_FILES.get(column.kind, column.kind), _values(rows, column.key)
    read = _READ.get("markdown" if column.kind == "markdown" else kind)
    if read is not None:
        values = tuple(None if one is None else read(str(one)) for one in values)
    return Values(_header(page, without_joiners(column.label), kind), kind, values)


def _further(page: Page, rows: Sequence[Row], word: Word, key: str, *, is_code: bool) -> Values:
    kind, label = IN_FILES.get(word.kind, word.kind), word.title[page.lang]
    if is_code and not key.endswith(("_id", "_code")):
        label = page.t("{label} (code)", label=label)
    return Values(_header(page, label, kind), kind, _values(rows, key))


def _header(page: Page, label: str, kind: Kind) -> str:
    unit = {"yen": page.t(formats.UNITS["yen"].name), "permille": "‰"}.get(kind)
    return page.t("{label} ({unit})", label=label, unit=unit) if unit else label


def _values(rows: Sequence[Row], key: str) -> tuple[Any, ...]:
    return tuple(_plain(one) for one in (row[key] for row in rows))


def _plain(value: Any) -> Any:
    """A value as Python's own: None where unknown, whole numbers without a fraction, truth as the data writes it."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if formats.missing(value) or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return value


def _words(page: Page, rows: Sequence[Row], word: Word, key: str, titles: Mapping[str, str]) -> Values | None:
    """The names or words of a column of codes; None where it is none."""
    codes, label = _values(rows, key), word.title.get(page.lang, key)
    known = {str(one) for one in codes if one is not None}
    if kind := value_words.NAMED.get(key):
        label, said = page.t(terms.NAMES[kind]), {one: page.name(kind, one) for one in known}
    elif key == "project_id":
        label, said = page.t("Project"), {one: titles.get(one, one) for one in known}
    elif known <= set(own := value_words.WORDS.get(key, {})):
        said = {one: value_words.said(page, own[one]) for one in known}
    else:
        said = _labels(page, word.values[1] if word.values else key, known)
    if all(code == text for code, text in said.items()):  # there is none too
        return None
    return Values(label, "text", tuple(None if one is None else said[str(one)] for one in codes))


def _labels(page: Page, column: str, known: set[str]) -> dict[str, str]:
    """The words of the values of an enum; {} where no column of that name has just such values."""
    for table in schema.tables().values():
        if column in table.position:
            field = schema.field(table.name, column)
            if field.labels and known <= set(field.enum):
                return {value: field.label(value, page.lang) for value in known}
    return {}


def _told_apart(found: Sequence[tuple[str, Values]]) -> Iterator[Values]:
    """Without names and words that the screen's own columns say already; a header that is there twice with its name."""
    own = [one for name, one in found if name.startswith("_")]
    seen: set[str] = set()
    for name, one in found:
        # two states that happen to be the same in all rows are two columns
        same = [other for other in own if other is not one and other.values == one.values]
        if any(name.endswith(("_ja", "_en")) or other.label == one.label for other in same):
            continue
        yield Values(f"{one.label} [{name}]", one.kind, one.values) if one.label in seen else one
        seen.add(one.label)


_LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\((?:<[^>]*>|(?:\\.|[^()\\])*)\)")
_DIRECTIVE = re.compile(r":[a-z]+(?:-[a-z]+)*\[((?:\\.|[^\[\]\\])*)\]|:material/\w+:")


def unmarked(text: str) -> str:
    """What a reader sees of a cell's Markdown, on one line: no link, no bold, no size, no escaped character."""
    for pattern in (_LINK, _DIRECTIVE):
        text = pattern.sub(lambda hit: hit[1] or "", text)
    text = re.sub(r"(?<!\\)(\*\*|`)", "", text)
    text = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", without_joiners(text))
    return " ".join(text.split())


def without_joiners(text: str) -> str:
    """Text of the screen without the joiners that keep it from breaking."""
    return text.replace("\u2060", "").replace("\u00a0", " ")


# kind of a shown column: how the file reads what the screen says
_READ: Mapping[Kind, Callable[[str], Any]] = {
    "markdown": unmarked,
    "text": without_joiners,
    "year": int,  # a year that groups stands among ids of other kinds, so as text
}
