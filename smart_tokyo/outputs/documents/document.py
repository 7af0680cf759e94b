"""A report as data: what it says, in which order, before it is a PDF, a workbook or slides.

A report is declared once as a `Document` and written by `pdf`, `xlsx` and `pptx`. Values stay values (whole yen,
dates, counts, None for unknown) until a writer writes them, so that all three show the same number.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from smart_tokyo.kinds import DASH, Kind, written
from smart_tokyo.words import N_, Lang, aside

Pair = tuple[str, str]  # a label or term, and what stands behind it
GAP = N_("An empty cell means {unknown}.")
NOTHING_KNOWN = N_("No value is known, so there is nothing to draw.")  # in the place of a chart
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True)
class Column:
    """A column of a table: header, kind of its values, share of the width, and what stands for unknown."""

    label: str
    kind: Kind = "text"
    width: float = 1.0
    absent: str = DASH


@dataclass(frozen=True)
class Table:
    """Rows of values under typed columns. `slide`: whether the slides show it too, as far as it fits there.

    `most`: rows of it on paper, where nobody reads more.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    slide: bool = True
    most: int = 300


@dataclass(frozen=True)
class Series:
    """Values of a chart, one for each of its categories; None is a gap, never 0."""

    name: str
    values: tuple[float | int | None, ...]
    colour: str


@dataclass(frozen=True)
class Chart:
    """Bars: upright groups over time (`columns`) or a lying bar for each thing (`bars`).

    `kind`: of the values; yen are drawn in millions. `alt` says what it shows in words.
    """

    title: str
    shape: Literal["columns", "bars"]
    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for one in self.series for value in one.values)


@dataclass(frozen=True)
class KeyFigure:
    """A number that stands for itself, with what must be said beside it."""

    label: str
    value: Any
    kind: Kind
    note: str = ""
    absent: str = DASH


@dataclass(frozen=True)
class Section:
    """A heading with what belongs under it; one slide, unless all of its tables are for none.

    `of`: what each of many such sections is about. On paper it has a page of its own; in a workbook the tables of one
    title are one sheet, which names the section of each row under this head.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class Document:
    """A report. `facts`: what it is about (label, value): data set, as of, audience, filters, data version.

    `mark` stands on every page, sheet and slide: data set, as-of date and audience, and that it is fictional.
    `t` says a text to its reader. `one_page`: it is a single page, set as large as that can hold.
    """

    title: str
    lang: Lang
    as_of: dt.date
    facts: tuple[Pair, ...]
    mark: str
    warning: str  # "" unless the data is fictional
    sections: tuple[Section, ...]
    definitions: tuple[Pair, ...]
    t: Callable[..., str] = field(repr=False)
    author: str = ""
    one_page: bool = False

    @property
    def version(self) -> str:
        """The data version."""
        return self.facts[-1][1]

    @property
    def moment(self) -> dt.datetime:
        """The time that stands in the files: noon of the as-of date, so that the same data is the same file."""
        year = max(self.as_of.year, 1980)  # before that, a zip file knows no time
        return dt.datetime(year, self.as_of.month, self.as_of.day, 12, tzinfo=dt.UTC)

    def stable(self, content: bytes) -> bytes:
        """An Office file with `moment` in the place of the time it was written, in the workbooks inside it too."""
        stamp = self.moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as write:
            for entry in read.infolist():
                data = read.read(entry)
                if entry.filename == "docProps/core.xml":
                    data = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
                elif entry.filename.endswith(".xlsx"):
                    data = self.stable(data)
                fresh = zipfile.ZipInfo(entry.filename, self.moment.timetuple()[:6])
                fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                write.writestr(fresh, data)
        return out.getvalue()

    def text(self, value: Any, of: Column | KeyFigure) -> str:
        """A value of a column, or of a key figure, as a reader sees it."""
        return written(value, of.kind, self.lang, of.absent)

    def texts(self, table: Table) -> list[list[str]]:
        """The rows of a table as a reader sees them."""
        return [list(map(self.text, row, table.columns)) for row in table.rows]

    @property
    def sheets(self) -> list[Table]:
        """The tables of a workbook: those of sections that are each `of` something are one for each title."""
        found: dict[Any, Table] = {}
        for section in self.sections:
            for one in section.tables:
                key = one.title if section.of else id(one)
                if section.of:
                    before = found[key].rows if key in found else ()
                    rows = (*before, *((section.title, *row) for row in one.rows))
                    one = replace(one, columns=(Column(section.of, width=3), *one.columns), rows=rows)
                found[key] = one
        return list(found.values())

    def with_unit(self, chart: Chart, title: str) -> str:
        """A title over a chart, with the unit in which money is drawn."""
        return (title + aside(self.lang, self.t("million yen"))).strip() if chart.kind == "yen" else title

    def more(self, shown: int, total: int) -> str:
        """That a table goes on elsewhere."""
        text = N_("The first {shown} of {total}; all of them are in the workbook of this report.")
        return self.t(text, shown=shown, total=total)
