"""From values to a few shades with words: which colour a municipality has, and what the legend says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smart_tokyo import palette

STEPS = len(palette.SHADES) - 1  # the first shade is for "none"
ROUND = (1, 2, 3, 5)
_SPREAD = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True)
class Shade:
    """A class of values, both ends included, and its colour."""

    low: int
    high: int
    colour: str


def shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes over the values that occur, low to high; none for no values.

    Up to five different values get a class each, more are split into classes of about as many values. A class
    is named by its lowest and highest value that occur, so no legend speaks of a range without a member.
    """
    occurring = sorted(set(values))
    if not occurring:
        return ()
    count = min(STEPS, len(occurring))
    groups = [
        occurring[len(occurring) * i // count : len(occurring) * (i + 1) // count] for i in range(count)
    ]
    return tuple(
        Shade(group[0], group[-1], palette.SHADES[place])
        for group, place in zip(groups, _SPREAD[count], strict=True)
    )


def _round_down(value: int) -> int:
    """The largest of 1, 2, 3, 5, 10, 20, … that is not above a value; 0 below 1."""
    if value < 1:
        return 0
    ten = 10 ** (len(str(value)) - 1)
    return max(step * ten for step in ROUND if step * ten <= value)


def round_shades(values: Iterable[int]) -> tuple[Shade, ...]:
    """At most five classes that join without a gap at round numbers, each with a value that occurs.

    For amounts: a legend of the lowest and highest amount that occur would suggest gaps between its classes.
    Amounts below 0 are in the first class.
    """
    occurring = sorted(set(values))
    if not occurring:
        return ()
    count = min(STEPS, len(occurring))
    cuts = sorted({_round_down(occurring[len(occurring) * i // count]) for i in range(count)})
    top = occurring[-1]
    end = next(
        step * 10 ** (len(str(abs(top))) - 1)
        for step in (*ROUND, 10)
        if step * 10 ** (len(str(abs(top))) - 1) > top
    )
    lows = [min(cuts[0], occurring[0]), *cuts[1:]]
    return tuple(
        Shade(low, high - 1, palette.SHADES[place])
        for low, high, place in zip(lows, [*lows[1:], end], _SPREAD[len(lows)], strict=True)
    )


def shade_of(value: int, classes: Sequence[Shade]) -> Shade:
    """The class a value is in. Raises ValueError for a value that none holds."""
    for shade in classes:
        if shade.low <= value <= shade.high:
            return shade
    raise ValueError(f"no class holds {value}")
