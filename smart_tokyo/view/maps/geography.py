"""Where things lie: outlines of the 62 municipalities, places of the pilot districts, parts of Tokyo and their maps.

The outlines (see NOTICE) are good for shading, not for deciding on which side of a line a place lies. Ogasawara
spans 136°E to 154°E, so no view is ever fitted to all of Tokyo: there are five parts, each with its own scale.
"""

import csv
import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise

from smart_tokyo.settings import PROJECT
from smart_tokyo.words import N_

REFERENCE = PROJECT / "data" / "reference"

Point = tuple[float, float]  # degrees: longitude, latitude
Ring = list[Point]
Polygon = list[Ring]


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in the rectangle."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    @property
    def centre(self) -> Point:
        """The middle of the rectangle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2


@dataclass(frozen=True)
class Part:
    """A part of Tokyo that gets a map of its own: its name (message id) and the rectangle to show."""

    key: str
    name: str
    box: Box


MAINLAND = Part("mainland", N_("Mainland"), Box(138.93, 35.49, 139.93, 35.91))
WARDS = Part("wards", N_("Special wards"), Box(139.555, 35.515, 139.925, 35.825))
TAMA = Part("tama", N_("Tama area"), Box(138.93, 35.49, 139.605, 35.91))
IZU_NORTH = Part("izu_north", N_("Izu Islands, north"), Box(139.03, 33.82, 139.68, 34.84))
IZU_SOUTH = Part("izu_south", N_("Izu Islands, south"), Box(139.64, 32.40, 139.90, 33.20))
OGASAWARA = Part("ogasawara", N_("Ogasawara"), Box(142.05, 26.48, 142.32, 27.75))
PARTS = (WARDS, TAMA, IZU_NORTH, IZU_SOUTH, OGASAWARA)


@cache
def outlines() -> dict[str, list[Polygon]]:
    """The polygons of each municipality by its code."""
    raw = json.loads((REFERENCE / "tokyo_municipalities.geojson").read_text("utf-8"))
    return {
        feature["properties"]["municipality_code"]: feature["geometry"]["coordinates"]
        for feature in raw["features"]
    }


@cache
def outlines_in(part: Part) -> dict[str, list[Polygon]]:
    """The polygons that reach into a part, by municipality; a far-off islet of a municipality is left out."""
    return {
        code: found
        for code, polygons in outlines().items()
        if (found := [one for one in polygons if any(map(part.box.holds, one[0]))])
    }


def _inside(point: Point, ring: Ring) -> bool:
    """Whether a point lies inside a ring: a line from it to the east crosses the ring an odd number of times."""
    x, y = point
    crossings = [
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
    ]
    return sum(crossings) % 2 == 1


def municipality_at(point: Point) -> str | None:
    """The code of the municipality around a point, by the outlines; None at sea and outside Tokyo."""
    around = (
        code for code, polygons in outlines().items() if any(_inside(point, one[0]) for one in polygons)
    )
    return next(around, None)


def neighbour(code: str, part: Part) -> bool:
    """Whether a municipality that reaches into a part belongs to the other side: a ward in the Tama area."""
    ward = code.startswith("131")
    return (part == TAMA and ward) or (part == WARDS and not ward)


@cache
def neighbours() -> dict[str, set[str]]:
    """The municipalities with which each shares a piece of its outline, none for an island."""
    sides: dict[frozenset[tuple[float, ...]], set[str]] = {}
    for code, polygons in outlines().items():
        for side in (side for polygon in polygons for ring in polygon for side in pairwise(ring)):
            sides.setdefault(frozenset(map(tuple, side)), set()).add(code)
    borders = [both for both in sides.values() if len(both) > 1]
    return {code: {*chain(*(both for both in borders if code in both))} - {code} for code in outlines()}


@lru_cache(maxsize=10_000)
def part_of(point: Point, parts: tuple[Part, ...] = PARTS) -> Part | None:
    """The part that a point is shown in; None for a place that is on none of the maps."""
    holding = [part for part in parts if part.box.holds(point)]
    if len(holding) > 1:  # the wards or the Tama area, by the municipality around the point
        code = municipality_at(point)
        holding = [part for part in holding if code and not neighbour(code, part)] or holding
    return holding[0] if holding else None


@cache
def places() -> tuple[tuple[str, Point], ...]:
    """The points inside the pilot districts (`data/reference/districts.csv`), each behind the area it belongs to."""
    with (REFERENCE / "districts.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["area_id"], (float(row["longitude"]), float(row["latitude"])))
            for row in csv.DictReader(file)
        )


_BRACKETED = re.compile(r"^(?P<outside>.*?)\s*[（(](?P<inside>.+)[)）]\s*$")


def short_name(name: str, kind: str) -> str:
    """What of an area's name fits on a map: `都心部(豊洲)` → `豊洲`, `墨田区(文花・京島・押上)` → `墨田区`."""
    bracketed = _BRACKETED.match(name)
    if bracketed and bracketed["outside"]:
        return bracketed["inside" if kind == "district" else "outside"]
    return (name.partition(": ")[2] if kind == "district" else "") or name


def _mercator(latitude: float) -> float:
    """Latitude as a length in degrees of longitude on the map."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def _latitude(length: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(length))) - math.pi / 2)


@dataclass(frozen=True)
class View:
    """A part of Tokyo on `wide` × `high` pixels, at a scale that has all of it in sight, projected as deck.gl does."""

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
    View(WARDS, 322, 350),
    View(TAMA, 322, 270),
    View(IZU_NORTH, 141, 300),
    View(IZU_SOUTH, 141, 300),
    View(OGASAWARA, 141, 300),
)
