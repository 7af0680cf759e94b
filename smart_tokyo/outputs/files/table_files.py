"""The rows of one table or chart as a file: CSV and Excel, with what has to be known of them.

A workbook says it on its cover. A CSV file says it in its last column, the same in every row: it stays a plain
table for any program, and no sorting, cutting or copying takes the label off (docs/decisions/0012).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from smart_tokyo import Kind, formats, lettering
from smart_tokyo.figures import Reading
from smart_tokyo.outputs.documents import xlsx
from smart_tokyo.outputs.documents.document import GAP, Column, Pair, Section, Table
from smart_tokyo.outputs.open_data.label import CC_BY
from smart_tokyo.outputs.reports import common
from smart_tokyo.safe_cells import safe_csv
from smart_tokyo.words import labelled

NARROWEST, WIDEST, LETTERS = 0.8, 4.0, 13  # of a column in a workbook, in widths of so many letters
_TURN = Lock()  # one workbook at a time: that of 50,000 rows takes 17 seconds and 200 MB
LOOKED_AT = 50  # rows that tell how wide a column is


@dataclass(frozen=True)
class Values:
    """A column of a file: its header, what kind its values are, and the values: None where unknown."""

    label: str
    kind: Kind
    values: tuple[Any, ...]


@dataclass(frozen=True)
class About:
    """What the file says of itself, to a reader of the snapshot, or of none.

    `selection`: the filters in words; `choices`: what else the page's address chooses. `address`: where the same is
    on the screen. `population`: where that in the file is from.
    """

    title: str
    reading: Reading
    selection: str
    choices: str
    address: str
    population: str = ""

    @property
    def licence(self) -> str:
        """What may be done with the file."""
        r = self.reading
        return r.t("Internal view: not for publication") if r.is_internal else f"CC BY 4.0 ({CC_BY})"

    @property
    def own(self) -> tuple[Pair, ...]:
        """Label and value of what is to be known beside data set, as-of date, audience and data version."""
        t = self.reading.t
        return (
            (t("Filters"), self.selection if self.reading.snapshot else ""),
            (t("Further choices in the address"), self.choices),
            (t("Population"), self.population),
            (t("Licence"), self.licence),
            (t("Address"), self.address),
        )


def csv(about: About, columns: Sequence[Values]) -> bytes:
    """The rows as CSV: UTF-8 with a mark that Excel knows it by, unknown as an empty cell."""
    r = about.reading
    said = (r.warning, about.title, *(labelled(*fact, r.lang) for fact in common.facts(r, about.own)))
    note = " / ".join(filter(None, said))
    rows = ([*row, note] for row in zip(*(one.values for one in columns), strict=True))
    return safe_csv([*(one.label for one in columns), r.t("About this file")], rows, bom=True).encode()


def workbook(about: About, columns: Sequence[Values]) -> bytes:
    """The rows as an Excel workbook: a cover with the note, and a sheet."""
    r, shown = about.reading, tuple(Column(one.label, one.kind, _width(one), "") for one in columns)
    table = Table(about.title, shown, tuple(zip(*(one.values for one in columns), strict=True)))
    section = Section(about.title, (r.t(GAP, unknown=r.unknown),), tables=(table,))
    with _TURN:
        return xlsx.write(common.document(r, about.title, (section,), about.own))


def _width(column: Values) -> float:
    known = (value for value in column.values[:LOOKED_AT] if not formats.missing(value))
    widest = max(map(lettering.width, (column.label, *map(str, known)))) / LETTERS
    return min(max(widest, NARROWEST), WIDEST)


def file_stem(parts: Sequence[str]) -> str:
    """A name for a file that every system takes: `smart-tokyo_funding_stages-by-year_2026-03-31-0a1b2c3d_en`."""
    tidy = (re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.")[:60] for part in parts)
    return "_".join(["smart-tokyo", *filter(None, tidy)])
