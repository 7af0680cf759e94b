"""How each part of Tokyo is projected onto its map: from degrees to pixels and back, as deck.gl does it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from smart_tokyo.view.maps import geography
from smart_tokyo.view.maps.geography import Part, Point


def _mercator(latitude: float) -> float:
    """Latitude as a length in degrees of longitude on the map."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def _latitude(length: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(length))) - math.pi / 2)


@dataclass(frozen=True)
class View:
    """A part of Tokyo on `wide` × `high` pixels: the smallest size at which the whole part is in sight."""

    part: Part
    wide: int
    high: int

    @property
    def scale(self) -> float:
        """Pixels for a degree of longitude."""
        box = self.part.box
        return min(
            self.wide / (box.east - box.west), self.high / (_mercator(box.north) - _mercator(box.south))
        )

    @property
    def zoom(self) -> float:
        """The scale as deck.gl counts it."""
        return math.log2(self.scale * 360 / 512)

    @property
    def centre(self) -> Point:
        """The place in the middle of the picture."""
        box = self.part.box
        return (box.west + box.east) / 2, _latitude((_mercator(box.north) + _mercator(box.south)) / 2)

    def pixel(self, point: Point) -> tuple[float, float]:
        """Where a place is, in pixels from the top left."""
        x = self.wide / 2 + (point[0] - self.centre[0]) * self.scale
        return x, self.high / 2 - (_mercator(point[1]) - _mercator(self.centre[1])) * self.scale

    def ground(self, x: float, y: float) -> Point:
        """The place at a pixel."""
        up = _mercator(self.centre[1]) - (y - self.high / 2) / self.scale
        return round(self.centre[0] + (x - self.wide / 2) / self.scale, 5), round(_latitude(up), 5)


VIEWS = (
    View(geography.WARDS, 322, 350),
    View(geography.TAMA, 322, 350),
    View(geography.IZU_NORTH, 141, 300),
    View(geography.IZU_SOUTH, 141, 300),
    View(geography.OGASAWARA, 141, 300),
)
