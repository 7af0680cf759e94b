"""Labels on a map that do not pile up: each gets a free place near its point, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from smart_tokyo.lettering import width, wrapped

SIZE = 12.0  # pixels of a label's letters
LINE = 1.25  # line height in times the size of the letters
GAP = 7.0  # pixels between a point and its label
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.9), (0.8, 0.9), (-0.8, -0.9), (-0.8, 0.9))
CLEAR = 5.0  # pixels around every point that stay free of labels


@dataclass(frozen=True)
class Mark:
    """A point to label, in pixels from the top left of its map; earlier marks choose first."""

    key: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """A label that found room: the middle of its text in pixels, and its lines."""

    key: str
    text: str
    x: float
    y: float
    far: bool  # so far from its point that a line should lead there


Rectangle = tuple[float, float, float, float]


def _candidates(mark: Mark, wide: float, high: float) -> list[tuple[float, float, bool]]:
    """Middles for a label, the nearest first: beside, above, below, at the corners, then farther out."""
    return [
        (mark.x + dx * (wide / 2 + reach), mark.y + dy * (high / 2 + reach), reach > GAP)
        for reach in (GAP, GAP + 14, GAP + 30, GAP + 48)
        for dx, dy in SIDES
    ]


def place(marks: Sequence[Mark], size: float, bounds: Rectangle) -> list[Label]:
    """Labels for as many marks as find room, letters `size` pixels high, all inside `bounds`."""
    taken: list[Rectangle] = [(m.x - CLEAR, m.y - CLEAR, m.x + CLEAR, m.y + CLEAR) for m in marks]
    placed = []
    for mark in marks:
        text = wrapped(mark.text)
        lines = text.split("\n")
        wide = max(map(width, lines)) * size * 0.55 + 6
        high = len(lines) * size * LINE + 4
        for x, y, far in _candidates(mark, wide, high):
            left, top, right, bottom = box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            inside = bounds[0] <= left and bounds[1] <= top and right <= bounds[2] and bottom <= bounds[3]
            if inside and all(
                right <= one[0] or one[2] <= left or bottom <= one[1] or one[3] <= top for one in taken
            ):
                taken.append(box)
                placed.append(Label(mark.key, text, x, y, far))
                break
    return placed
