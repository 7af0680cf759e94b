"""From values to a few shades with words: which colour a municipality has, and what the legend says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smart_tokyo import formats, palette
from smart_tokyo.view.frame.page import Page

STEPS = len(palette.SHADES) - 1  # the first shade is for "none"
ROUND = (1, 2, 3, 5)
_SPREAD = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True)
class Shade:
    """A class of values, both ends included, and its colour."""

    low: int
    high: int
    colour: str


def _groups(values: Iterable[int]) -> list[list[int]]:
    """The values that occur, low to high, in at most STEPS groups of about as many."""
    occurring = sorted(set(values))
    count = min(STEPS, len(occurring))
    return [occurring[len(occurring) * i // count : len(occurring) * (i + 1) // count] for i in range(count)]


def _classes(ends: Sequence[tuple[int, int]]) -> tuple[Shade, ...]:
    places = zip(ends, _SPREAD[len(ends)], strict=True)
    return tuple(Shade(low, high, palette.SHADES[place]) for (low, high), place in places)


def shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes over the values that occur, low to high, of about as many values; none for no values.

    A class is named by its lowest and highest value that occur, so no legend speaks of a range without a member.
    """
    return _classes([(group[0], group[-1]) for group in _groups(values)])


def _round_down(value: int) -> int:
    """The largest of 1, 2, 3, 5, 10, 20, … that is not above a value; 0 below 1."""
    if value < 1:
        return 0
    ten = 10 ** (len(str(value)) - 1)
    return max(step * ten for step in ROUND if step * ten <= value)


def round_shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes that join without a gap at round numbers, each with a value that occurs.

    For amounts, as a legend of those that occur would suggest gaps; amounts below 0 are in the first class.
    """
    groups = _groups(values)
    if not groups:
        return ()
    cuts, top = sorted({_round_down(group[0]) for group in groups}), groups[-1][-1]
    ten = 10 ** (len(str(abs(top))) - 1)
    end = next(step * ten for step in (*ROUND, 10) if step * ten > top)
    lows = [min(cuts[0], groups[0][0]), *cuts[1:]]
    return _classes([(low, high - 1) for low, high in zip(lows, [*lows[1:], end], strict=True)])


def shade_of(value: int, classes: Sequence[Shade]) -> Shade:
    """The class a value is in. Raises ValueError for a value that none holds."""
    for shade in classes:
        if shade.low <= value <= shade.high:
            return shade
    raise ValueError(f"no class holds {value}")


def words(page: Page, shade: str, classes: Sequence[Shade]) -> dict[str, str]:
    """What the legend says of each shade, by its colour."""
    return {
        palette.SHADES[0]: page.t("no project"),
        palette.UNKNOWN: page.t("projects, amount not published"),
        **{one.colour: range_words(page, shade, one) for one in classes},
    }


def range_words(page: Page, shade: str, one: Shade) -> str:
    """A class of the legend in words, with its unit: `1 project`, `2–4 projects`, `10.0 to under 20.0 million yen`."""
    if shade == "yen":
        return page.t("{low} to under {high}", low=page.amount(one.low), high=page.money(one.high + 1))
    high = page.counted("project", one.high)
    return high if one.low == one.high else page.t("{low} to {high}", low=formats.number(one.low), high=high)
