"""The rows of one table or chart as a file: CSV and Excel, with what has to be known of them.

A workbook says it on its cover. A CSV file says it in its last column, the same in every row: it stays a plain
table for any program, and no sorting, cutting or copying takes the label off (docs/decisions/0012).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from smart_tokyo import formats
from smart_tokyo.outputs.documents import xlsx
from smart_tokyo.outputs.documents.document import Column, Document, Kind, Section, Table
from smart_tokyo.outputs.documents.sheets import letters
from smart_tokyo.outputs.open_data.label import CC_BY
from smart_tokyo.outputs.reports.reading import own_words
from smart_tokyo.safe_cells import safe_csv, visible
from smart_tokyo.words import APP_NAME, Lang, pick

NARROWEST, WIDEST, LETTERS = 0.8, 4.0, 13  # of a column in a workbook, in widths of so many letters
_TURN = Lock()  # one workbook at a time: that of 50,000 rows takes 17 seconds and 200 MB
LOOKED_AT = 50  # rows that tell how wide a column is
LICENCE = f"CC BY 4.0 ({CC_BY})"


@dataclass(frozen=True)
class Values:
    """A column of a file: its header, what kind its values are, and the values: None where unknown."""

    label: str
    kind: Kind
    values: tuple[Any, ...]


@dataclass(frozen=True)
class About:
    """What the file says of itself. `t`: a text in the reader's language; `unknown`: the word for an unknown amount.

    `snapshot`: the row of snapshot_info, empty where the rows are of none. `selection`: the filters in words;
    `choices`: what else the page's address chooses. `address`: where the same is on the screen.
    """

    title: str
    lang: Lang
    audience: str
    snapshot: Mapping[str, Any]
    selection: str
    choices: str
    address: str
    t: Callable[..., str]
    unknown: str

    @property
    def label(self) -> str:
        """The name of the data set, "" where there is none."""
        return visible(pick(self.snapshot, "label", self.lang)) if self.snapshot else ""

    @property
    def as_of(self) -> str:
        """The as-of date in words, "" where there is none."""
        return formats.date(self.snapshot["as_of"], self.lang) if self.snapshot else ""

    @property
    def warning(self) -> str:
        """That the data is invented; "" where it is not."""
        if not self.snapshot or not self.snapshot["fictional"]:
            return ""
        return self.t("{label}: projects, organizations and amounts are invented.", label=self.label)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Label and value of each thing to know, the data version last."""
        t, internal = self.t, self.audience == "internal"
        licence = t("Internal view: not for publication") if internal else LICENCE
        found = (
            (t("Data set"), self.label),
            (t("As of"), self.as_of),
            (t("Audience"), t("Internal view") if internal else t("Public view")),
            (t("Filters"), self.selection if self.snapshot else ""),
            (t("Further choices in the address"), self.choices),
            (t("Licence"), licence),
            (t("Address"), self.address),
            (t("Data version"), str(self.snapshot["snapshot_id"]) if self.snapshot else ""),
        )
        return tuple((label, value) for label, value in found if value)


def csv(about: About, columns: Sequence[Values]) -> bytes:
    """The rows as CSV: UTF-8 with a mark that Excel knows it by, unknown as an empty cell."""
    gap = ": " if about.lang == "en" else "："
    said = [about.warning, about.title, *(f"{label}{gap}{value}" for label, value in about.facts())]
    note = " / ".join(one for one in said if one)
    header = [*(one.label for one in columns), about.t("About this file")]
    rows = ([*row, note] for row in zip(*(one.values for one in columns), strict=True))
    return safe_csv(header, rows, bom=True).encode()


def workbook(about: About, columns: Sequence[Values]) -> bytes:
    """The rows as an Excel workbook: a cover with the note, and a sheet."""
    words = own_words(about.t, about.unknown)
    table = Table(
        about.title,
        tuple(Column(one.label, one.kind, _width(one), "") for one in columns),
        tuple(zip(*(one.values for one in columns), strict=True)),
    )
    audience = about.facts()[2 if about.snapshot else 0][1]
    mark = " ・ ".join(
        one
        for one in (about.label, about.t("as of {date}", date=about.as_of) if about.as_of else "", audience)
        if one
    )
    document = Document(
        title=about.title,
        lang=about.lang,
        as_of=about.snapshot["as_of"] if about.snapshot else dt.date(1980, 1, 1),
        facts=about.facts(),
        mark=mark,
        warning=about.warning,
        sections=(Section(about.title, (words.gap,), tables=(table,)),),
        definitions=(),
        words=words,
        author=about.t(APP_NAME),
    )
    with _TURN:
        return xlsx.write(document)


def _width(column: Values) -> float:
    texts = [column.label, *(str(one) for one in column.values[:LOOKED_AT] if not formats.missing(one))]
    widest = max(letters(text) for text in texts) / LETTERS
    return min(max(widest, NARROWEST), WIDEST)


def file_stem(parts: Sequence[str]) -> str:
    """A name for a file that every system takes: `smart-tokyo_funding_stages-by-year_2026-03-31-0a1b2c3d_en`."""
    tidy = [re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.")[:60] for part in parts]
    return "_".join(["smart-tokyo", *(part for part in tidy if part)])
