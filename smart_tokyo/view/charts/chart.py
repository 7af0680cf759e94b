"""A chart as data: its scales, its series and the words in it. `drawn` makes a picture of it, `plotly` a live chart.

Places are in the numbers of the scales, a day by its ordinal; distances are CSS pixels. Texts are plain, without
markup. Nothing here knows a page or a theme.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from smart_tokyo import formats, lettering, palette

Lines = Sequence[tuple[str, str]]  # of a label: what is light in each line, and what is bold behind it
Shape = Literal[
    "bar", "line", "circle", "circle-open", "diamond", "square-open", "star-open", "triangle-right"
]
Point = tuple[float, ...]  # (x, y); of a bar (left, right, bottom, top)
INK = "ink"  # as a colour: that of the page's words
OUTLINE = "outline"  # as the style of bars: nothing fills them

MAX_ROWS = 30  # of a chart with one row per thing; the table beneath has all
ROW, LINE = 54, 17  # pixels of a row with one line of label above its bar, and of each further line
THICK, LABEL_GAP = 18, 5  # pixels of its bar, and between it and its label
SHORT = 28  # pixels of a row whose label stands beside its bar
LETTERS, LINES = 40, 2  # half-width letters in a line of a label: what a narrow screen holds
CLOSING = "、。，．・：；？！ー」』）】〕〉》”’…"  # never begin a line
STEPS = (1, 2, 3, 6, *(12 * unit * 10**power for power in range(4) for unit in (1, 2, 3, 5)))  # months


@dataclass(frozen=True)
class Scale:
    """An axis: its two ends, the words at its marks, what it counts, whether lines lead through the chart from them.

    `turned`: the words stand upright.
    """

    low: float
    high: float
    marks: Sequence[tuple[float, Lines]] = ()
    title: str = ""
    grid: bool = False
    turned: bool = False

    def share(self, place: float) -> float:
        """How far a place is from the low end to the high one, from 0 to 1."""
        return (place - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Series:
    """Bars, marks or a line of one meaning, named in the legend where it has a name; at None a line is broken.

    `said`: what stands beside the pointer at each point. `style`: of bars OUTLINE or the pattern (/ x .), of a line
    dash or dot.
    """

    shape: Shape
    colour: str
    points: Sequence[Point | None]
    said: Sequence[str] = ()
    name: str = ""
    style: str = ""


@dataclass(frozen=True)
class Words:
    """A label whose last line stands `up` pixels above a place, and `right` of it; `turned`: it reads upwards."""

    x: float
    y: float
    lines: Lines
    anchor: Literal["start", "middle", "end"] = "middle"
    right: float = 0
    up: float = 0
    turned: bool = False


@dataclass(frozen=True)
class Chart:
    """Everything of a chart; the plot between its scales is `high` pixels high, with `above` free over it."""

    x: Scale
    y: Scale
    series: Sequence[Series]
    words: Sequence[Words] = ()
    high: float = 300
    above: float = 0


def lines(text: str, strong: str = "") -> Lines:
    """A text in its own lines, with something bold behind the last of them."""
    *first, last = text.split("\n")
    return [*((one, "") for one in first), (last, strong)]


def plain(text: Lines) -> str:
    """A label in one line."""
    return " ".join(light + bold for light, bold in text)


def short(text: str, limit: int = 60) -> str:
    """Ledger text on one line, cut at `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def broken(text: str, letters: int = LETTERS) -> list[str]:
    """The text in lines of so many half-width letters."""
    pieces = re.findall(rf"[\x21-\x7e]{{1,{letters}}} ?|\s|.[{CLOSING}]*", " ".join(text.split()))
    return lettering.lines(pieces, letters)


def label(text: str) -> Lines:
    """Ledger text as the label of a row, in at most LINES lines."""
    found = broken(text)
    if len(found) > LINES:
        found = [*found[: LINES - 1], found[LINES - 1][:-1] + "…"]
    return [(one, "") for one in found]


def numbered(name: Lines, text: str) -> Lines:
    """A row's label with its number in bold, beneath it where there is no room; a second line stays light."""
    first, *more = text.split("\n", 1)
    strong = broken(first)
    room = bool(name) and lettering.width(name[-1][0]) + lettering.width(first) + 2 <= LETTERS
    if room:
        head: list[tuple[str, str]] = [*name[:-1], (f"{name[-1][0]}  ", strong[0] if strong else "")]
    else:
        head = [*name, *(("", one) for one in strong)]
    return [*head, *((one, "") for part in more for one in broken(part))]


def round_marks(low: float, high: float, about: int = 5) -> list[tuple[float, Lines]]:
    """About so many round numbers between two, with the words for them."""
    rough = (high - low) / about
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * one for one in (1, 2, 5, 10) if unit * one >= rough)
    found = [step * n for n in range(ceil(low / step), floor(high / step) + 1)]
    return [(one, lines(f"{one:,.10g}")) for one in found]


def number_scale(high: float, title: str = "", *, whole: bool = False) -> Scale:
    """A scale from 0, with lines through the chart; `whole`: of things that are counted."""
    marks = [(at, words) for at, words in round_marks(0, high) if not whole or at == int(at)]
    return Scale(0, high, marks, title, grid=True)


def date_scale(days: Iterable[dt.date], pattern: str, most: int) -> Scale:
    """A scale around the days with some air on both sides, and at most so many months named by the `pattern`."""
    found = [day.toordinal() for day in days]
    air = max(20.0, (max(found) - min(found)) * 0.06)
    low, high = min(found) - air, max(found) + air
    first, last = (
        dt.date.fromordinal(round(min(max(one, 1), dt.date.max.toordinal()))) for one in (low, high)
    )
    from_month, to_month = (one.year * 12 + one.month - 1 for one in (first, last))
    step = next((one for one in STEPS if (to_month - from_month) // one < most), STEPS[-1])
    marks = []
    for month in range(-(-(from_month + 1) // step) * step, to_month + 1, step):
        day = dt.date(max(month // 12, 1), month % 12 + 1, 1)
        marks.append((float(day.toordinal()), lines(pattern.format(year=day.year, month=day.month))))
    return Scale(low, high, marks, grid=True)


def row_height(labels: Sequence[Lines]) -> int:
    """The pixels of each row that leave room for the longest of the labels."""
    return ROW + LINE * (max((len(one) for one in labels), default=1) - 1)


def rows(labels: Sequence[Lines], x: Scale, series: Sequence[Series], *, above: float = 0) -> Chart:
    """A row per label, which stands above its bar from the left edge: long names stay whole on a narrow screen."""
    step, foot = row_height(labels), THICK / 2 + 6
    first = len(labels[0]) if labels else 1
    head = THICK / 2 + LABEL_GAP + LINE * first + 2  # over the middle of the first bar: its label
    words = [
        Words(x.low, place, text, "start", up=THICK / 2 + LABEL_GAP) for place, text in enumerate(labels)
    ]
    y = Scale(len(labels) - 1 + foot / step, -head / step)
    return Chart(x, y, series, words, head + step * (len(labels) - 1) + foot, above)


def lying(
    ends: Sequence[float | None], labels: Sequence[Lines], thick: float = 1.0, starts: Sequence[float] = ()
) -> list[Point]:
    """The bars of `rows` from 0, or from `starts`, to `ends`, as a part of THICK; unknown is no bar."""
    half = thick * THICK / 2 / row_height(labels)
    begins = starts or [0.0] * len(ends)
    return [
        (begin, end, place + half, place - half)
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True))
        if end is not None
    ]


def counts(
    labels: Sequence[Lines],
    values: Sequence[float],
    shown: Sequence[str],
    colours: Sequence[str] = (),
    most: float | None = None,
) -> Chart:
    """A bar per label with its number as it is `shown`, a second line in small; one of full length has `most`.

    A bar of less than 0 leads to the left of where the others begin.
    """
    texts = [numbered(name, text) for name, text in zip(labels, shown, strict=True)]
    low, high = min(0, 0, *values), max(0, 0, *values)
    scale = Scale(low, (most or high or (0 if low else 1)) * 1.02)
    hues = colours or [palette.ACCENT] * len(labels)
    bars = lying([max(one, 0) for one in values], texts, starts=[min(one, 0) for one in values])
    series = [
        Series("bar", hue, [bar], [f"{plain(name)}: {text}"])
        for hue, bar, name, text in zip(hues, bars, labels, shown, strict=True)
    ]
    return rows(texts, scale, series)


def short_counts(counted: Sequence[tuple[str, int, str]]) -> Chart:
    """A short bar for each word, number and colour, with the word to its left and the number at its end."""
    most = max((n for _, n, _ in counted), default=0) or 1
    half, series, words = 8 / SHORT, [], []
    for place, (word, n, colour) in enumerate(counted):
        said = formats.number(n)
        series.append(Series("bar", colour, [(0, n, place + half, place - half)], [f"{word}: {said}"]))
        words.append(Words(n, place, lines(said), "start", right=5, up=-4.5))
    y = Scale(len(counted) - 0.5, -0.5, [(place, lines(one[0])) for place, one in enumerate(counted)])
    return Chart(Scale(0, most * 1.3), y, series, words, SHORT * len(counted))
