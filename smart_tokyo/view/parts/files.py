"""What a page has to download, made on the click: every table and chart as CSV and Excel, a chart as PNG.

In a file stand the screen's columns as raw values, the rest of each row, and the names of what has an id.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from smart_tokyo import formats, schema, terms
from smart_tokyo.figures import Row, Word, records, vocabulary
from smart_tokyo.kinds import IN_FILES, Kind
from smart_tokyo.outputs.files import table_files
from smart_tokyo.outputs.files.table_files import Values
from smart_tokyo.view.frame import CHARTS, Page, plain, snapshots, url
from smart_tokyo.view.parts import download, phrases
from smart_tokyo.view.parts import values as value_words
from smart_tokyo.view.parts.columns import Column


def held(
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
    return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value


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
_DIRECTIVE = re.compile(r":[a-z]+(?:-[a-z]+)*\[((?:\\.|[^\[\]\\])*)\]")


def unmarked(text: str) -> str:
    """What a reader sees of a cell's Markdown, on one line: no link, no bold, no size, no escaped character."""
    for pattern in (_LINK, _DIRECTIVE):
        text = pattern.sub(r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*|`)", "", text)
    text = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", without_joiners(text))
    return " ".join(text.split())


def without_joiners(text: str) -> str:
    """Text of the screen without the joiners that keep it from breaking."""
    return text.replace("\u2060", "").replace("\u00a0", " ")


# kind of a shown column: how the file reads what the screen says; a year that groups stands among ids, so as text
_READ: Mapping[Kind, Callable[[str], Any]] = {"markdown": unmarked, "text": without_joiners, "year": int}
TITLED = {"title_ja", "project_title_ja"}  # columns with the name of the project that a row is about
LONGEST = 500  # letters of an address, or of choices, in a note: it stands in every row of a CSV file
Rows = Sequence[Row] | Callable[[], Sequence[Row]]  # of a file, or what reads them on the click
NO_CHOICE = ("view", "sort", "back", CHARTS)  # of the page's own parameters, those that choose no rows


def about(page: Page, title: str) -> table_files.About:
    """What a file from this page says of itself."""
    own = page.info.asks  # what no page asks for is anybody's text, and has no place in a file of ours
    carried = {
        key: value for key, value in url.carried().items() if key in (*url.FOLLOWS, *own) or url.is_place(key)
    }
    choices = (f"{key}={value}" for key, value in carried.items() if key in own and key not in NO_CHOICE)
    path = f"{url.home()}{page.info.path}"[:LONGEST]
    address = f"{path}?{urlencode(carried)}" if carried else path
    return table_files.About(
        title=title,
        reading=page if page.info.needs_data else replace(page, snapshot={}),  # the desk's rows are of none
        selection=(page.narrowed() if page.info.filtered else "") or page.t("no filter"),
        choices=", ".join(choices)[:LONGEST],
        address=address if len(address) <= LONGEST else path,
    )


def stem(page: Page, of: str) -> str:
    """The name of a file without its ending: which page, which table or chart, which data version and language."""
    version = str(page.snapshot["snapshot_id"]) if page.snapshot and page.info.needs_data else ""
    inside = "internal" if page.audience == "internal" else ""
    own = of.removeprefix(f"{page.info.name}_")
    return table_files.file_stem((page.info.name, own, version, inside, page.lang))


def offer(
    page: Page,
    of: str,
    title: str,
    rows: Rows,
    columns: Sequence[Column] = (),
    *,
    query: str | None = None,
    image: Callable[[table_files.About], bytes] | None = None,
) -> None:
    """Offer the rows of the table or chart `of` (its name on the page, ASCII), which are under the page's filters.

    They stand under the page's one "Download" (Page.footer). `rows`: or what reads them on the click. `columns`: those
    that are shown; what else the rows hold follows. `query`: whose columns the rows have, where no shown one says so.
    `image`: makes the chart as PNG; must not use Streamlit.
    """
    query = query or next((one.query for one in columns if one.query), None)

    def buttons() -> None:
        said = about(page, title)
        # the connection is taken here, as what runs on the click has no session
        con = snapshots.connection(page.database) if page.info.needs_data else None

        def made(write: Callable[..., bytes]) -> bytes:
            every = rows() if callable(rows) else rows
            named = {name for row in every[:1] for name in row}
            untitled = "project_id" in named and not TITLED & named
            found = records(con, "titles") if con and untitled else []
            titles = {row["id"]: page.pick(row, "title") for row in found if row["kind"] == "project"}
            census = page.t(phrases.POPULATION) if "population" in named else ""
            return write(replace(said, population=census), held(page, every, columns, titles, query))

        kinds: dict[str, tuple[str, Callable[[], bytes]]] = {
            "csv": ("CSV", partial(made, table_files.csv)),
            "xlsx": ("Excel", partial(made, table_files.workbook)),
        }
        if image is not None:
            kinds["png"] = page.t("Image (PNG)"), partial(image, said)
        st.caption(plain(title))
        with st.container(horizontal=True):
            for ending, (label, make) in kinds.items():
                download.button(page, label, make, f"{stem(page, of)}.{ending}", key=f"{ending}_{of}")

    page.offers.append(buttons)
