"""From values to a few shades with words: which colour a municipality has, and what the legend says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smart_tokyo.view import palette

STEPS = len(palette.SHADES) - 1  # the first shade is for "none"
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


def shade_of(value: int, classes: Sequence[Shade]) -> Shade:
    """The class a value is in. Raises ValueError for a value that none holds."""
    for shade in classes:
        if shade.low <= value <= shade.high:
            return shade
    raise ValueError(f"no class holds {value}")
