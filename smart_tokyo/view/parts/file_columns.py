"""What stands in the file of a table or chart: the columns on the screen as raw values, then the rest of each row.

Whole yen, ISO dates, years as numbers; names beside codes. Words are those of the page.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from smart_tokyo import formats, schema, terms
from smart_tokyo.outputs.documents import document
from smart_tokyo.outputs.files.table_files import Values
from smart_tokyo.rules import Text
from smart_tokyo.view.frame.page import Page
from smart_tokyo.view.parts import values as value_words
from smart_tokyo.view.parts.columns import Column, Kind
from smart_tokyo.words import N_

KINDS: dict[Kind, document.Kind] = {
    "text": "text",
    "markdown": "text",
    "count": "count",
    "days": "count",
    "number": "number",
    "yen": "yen",
    "amount": "yen",
    "exact_yen": "yen",
    "fiscal_year": "year",
    "date": "date",
    "permille": "permille",
}
HEADERS: dict[str, str] = {  # columns of queries that the schema calls otherwise, or not at all
    "name_ja": N_("Name (Japanese)"),
    "name_en": N_("Name (English)"),
    "title_ja": N_("Title (Japanese)"),
    "title_en": N_("Title (English)"),
    "project_title_ja": N_("Project (Japanese)"),
    "project_title_en": N_("Project (English)"),
    "fact_ja": N_("What (Japanese)"),
    "fact_en": N_("What (English)"),
    "inferred": N_("Inferred"),
    "dimension": N_("Grouped by"),
    "id": N_("ID"),
    "state": N_("State"),
    "project_status": N_("Status of the project"),
    "rag_reported": N_("Reported status"),
    "rag_evidence": N_("Status by the evidence"),
    "last_report_on": N_("Last report on"),
    "latest_on": N_("Latest value on"),
    "reason": N_("Reason"),
    "latest_qualifier_ja": N_("Qualifier of the latest value"),
    "latest_qualifier_en": N_("Qualifier of the latest value (English)"),
    "issue_on": N_("Issue raised"),
    "initial_hearing_on": N_("Initial hearing"),
    "consortium_on": N_("Consortium"),
    "award_on": N_("Award"),
    "last_step": N_("Last step"),
    "waits_for": N_("Waits for"),
    "project_ids": N_("Project IDs"),
    "disagree": N_("Reported and evidence differ"),
    "is_over_limit": N_("Over the limit"),
    "file": N_("File"),
    "sheet": N_("Sheet"),
    "row_number": N_("Row"),
    "rule": N_("Rule"),
    "outcome": N_("Outcome"),
    "step": N_("Step"),
    "technology": N_("Technology"),
    "done": N_("Done"),
    "overdue": N_("Overdue"),
    "planned": N_("Planned"),
}
ENUMS = {  # column → the table and column whose words its values have
    **value_words.ENUMS,
    "project_status": ("projects", "status"),
    "rag_reported": ("status_reports", "rag"),
}
WORDS: Mapping[
    str, Mapping[str, str | Text]
] = {  # column → the words of its values that the pages have themselves
    **value_words.WORDS,
    "outcome": {str(key): word for key, word in terms.OUTCOMES.items()},
    "state": terms.STATES,
    "last_step": terms.STEPS,
    "waits_for": terms.STEPS,
}
NAMES: dict[str, str] = {  # what the names beside such codes are called
    "programme": N_("Programme"),
    "area": N_("Area"),
    "theme": N_("Theme"),
    "municipality": N_("Municipality"),
    "organization": N_("Organization"),
}


def columns(
    page: Page, rows: pd.DataFrame, shown: Sequence[Column], titles: Mapping[str, str]
) -> tuple[Values, ...]:
    """The columns of the file: those that are `shown` and stand in the rows, then what else the rows hold.

    Columns that begin with "_" are the screen's own texts: only those that are shown are in the file, as are
    columns without a word for readers. `titles`: of the projects that the rows name by their ids alone.
    """
    found = [_shown(page, rows, column) for column in shown if column.key in rows]
    names = [column.key for column in shown if column.key in rows]
    for key in map(str, rows.columns):
        said = _words(page, rows, key, titles)
        if key not in names and not key.startswith("_") and _title(page, key) != key:
            found.append(_further(page, rows, key, is_code=said is not None))
            names.append(key)
        if said is not None:
            found.append(said)
            names.append(key)
    return tuple(_told_apart(found, names))


def _shown(page: Page, rows: pd.DataFrame, column: Column) -> Values:
    kind = KINDS[column.kind]
    values = _values(rows, column.key)
    if column.kind == "markdown":
        values = tuple(None if one is None else unmarked(str(one)) for one in values)
    elif column.kind == "text":
        values = tuple(None if one is None else without_joiners(str(one)) for one in values)
    elif kind == "year":  # a year that groups stands among ids of other kinds, so as text
        values = tuple(None if one is None else int(one) for one in values)
    return Values(_header(page, without_joiners(column.label), kind), kind, values)


def _further(page: Page, rows: pd.DataFrame, key: str, *, is_code: bool) -> Values:
    label = _title(page, key)
    values = _values(rows, key)
    kind = KINDS[value_words.kind(key)]
    known = [one for one in values if one is not None]
    if kind == "date" and not all(isinstance(one, dt.date) for one in known):
        kind = "text"
    elif key.endswith("_fy"):
        kind = "year"
    elif kind in ("text", "number"):
        kind = "number" if known and all(isinstance(one, int | float) for one in known) else "text"
    if is_code and not key.endswith(("_id", "_code")):
        return Values(page.t("{label} (code)", label=label), kind, values)
    return Values(_header(page, label, kind), kind, values)


def _header(page: Page, label: str, kind: document.Kind) -> str:
    if kind == "yen":
        return page.t("{label} ({unit})", label=label, unit=page.t(formats.UNITS["yen"].name))
    return page.t("{label} ({unit})", label=label, unit="‰") if kind == "permille" else label


def _values(rows: pd.DataFrame, key: str) -> tuple[Any, ...]:
    return tuple(_plain(one) for one in rows[key].tolist())


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


def _title(page: Page, key: str) -> str:
    """What a column of a query is called; its own name where there is no word for it."""
    return page.t(HEADERS[key]) if key in HEADERS else value_words.title(page, key)


def _words(page: Page, rows: pd.DataFrame, key: str, titles: Mapping[str, str]) -> Values | None:
    """The names or words of a column of codes; None where it is none."""
    codes = _values(rows, key)
    known = {str(one) for one in codes if one is not None}
    if not known:
        return None
    label = _title(page, key)
    if kind := value_words.NAMED.get(key):
        label, said = page.t(NAMES[kind]), {one: page.name(kind, one) for one in known}
    elif key == "project_id":
        label, said = page.t("Project"), {one: titles.get(one, one) for one in known}
    elif known <= set(own := WORDS.get(key, {})):
        said = {one: value_words.said(page, own[one]) for one in known}
    else:
        said = _labels(page, key, known)
    if not said or all(code == word for code, word in said.items()):
        return None
    return Values(label, "text", tuple(None if one is None else said[str(one)] for one in codes))


def _labels(page: Page, key: str, known: set[str]) -> dict[str, str]:
    """The words of the values of an enum; {} where no column of that name has just such values."""
    table, column = ENUMS.get(key, ("", key))
    for one in schema.tables().values():
        if table in ("", one.name) and column in one.position:
            field = schema.field(one.name, column)
            if field.labels and known <= set(field.enum):
                return {value: field.label(value, page.lang) for value in known}
    return {}


def _told_apart(found: Sequence[Values], names: Sequence[str]) -> Iterator[Values]:
    """Without what the screen's own columns say word for word; a header a second time with the data's own name.

    That is the name of a thing in the reader's language, or words under the same header: two states that happen to
    be the same in all rows are two columns.
    """
    own = [one for one, name in zip(found, names, strict=True) if name.startswith("_")]
    seen: set[str] = set()
    for one, name in zip(found, names, strict=True):
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
