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
class Label:
    """A label that found room: the middle of its text in pixels, and its lines."""

    key: str
    text: str
    x: float
    y: float
    far: bool  # so far from its point that a line should lead there


Mark = tuple[str, str, float, float]
"""A point to label: its key, the text, and where it is in pixels from the top left of its map."""
Rectangle = tuple[float, float, float, float]


def place(marks: Sequence[Mark], size: float, bounds: Rectangle) -> list[Label]:
    """Labels for as many marks as find room, of which earlier ones choose first; letters `size` pixels high, all
    inside `bounds`."""
    taken: list[Rectangle] = [(x - CLEAR, y - CLEAR, x + CLEAR, y + CLEAR) for *_, x, y in marks]
    placed = []
    for key, said, at_x, at_y in marks:
        text = wrapped(said)
        lines = text.split("\n")
        wide = max(map(width, lines)) * size * 0.55 + 6
        high = len(lines) * size * LINE + 4
        middles = (  # the nearest first: beside, above, below, at the corners, then farther out
            (at_x + dx * (wide / 2 + reach), at_y + dy * (high / 2 + reach), reach > GAP)
            for reach in (GAP, GAP + 14, GAP + 30, GAP + 48)
            for dx, dy in SIDES
        )
        for x, y, far in middles:
            left, top, right, bottom = box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            inside = bounds[0] <= left and bounds[1] <= top and right <= bounds[2] and bottom <= bounds[3]
            if inside and all(
                right <= one[0] or one[2] <= left or bottom <= one[1] or one[3] <= top for one in taken
            ):
                taken.append(box)
                placed.append(Label(key, text, x, y, far))
                break
    return placed
