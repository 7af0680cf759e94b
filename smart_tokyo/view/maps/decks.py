"""The maps of the map page: one deck for each part of Tokyo, from our own outlines, with no outside request.

Each deck has a fixed scale that fits a telephone, so labels are laid out once, in pixels around the middle,
and hold at every width. Labels and their leading lines are places on the ground: zooming in draws them apart.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import pydeck as pdk
import yaml
from pydeck.bindings.json_tools import default_serialize

from smart_tokyo import palette
from smart_tokyo.view.maps import geography, picture, placing
from smart_tokyo.view.maps.content import Content, Spot

MUNICIPALITIES, AREAS, NAMES, FINGERS = "municipalities", "areas", "names", "fingers"


class CompactDeck(pdk.Deck):
    """A deck whose JSON has no white space: pydeck's own is three times as long."""

    def to_json(self) -> str:
        """The deck as compact JSON."""
        return json.dumps(
            self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False
        )


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """A colour of the palette as deck.gl reads it."""
    return [*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), alpha]


@cache
def _declared() -> dict[str, Any]:
    """What `decks.yml` says, with the colours and letters of the palette."""
    filled = {
        "WHITE": rgb(palette.WHITE),
        "POINT": rgb(palette.POINT),
        "HIGHLIGHT": rgb(palette.POINT, 40),
        "LABEL": rgb(palette.WHITE, palette.LABEL_ALPHA),
        "WORDS": palette.WHITE,
        "GROUND": palette.POINT,
        "FONT": palette.FONT,
        "SIZE": placing.SIZE,
        "HEIGHT": placing.LINE,
    }
    text = Template(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    found: dict[str, Any] = yaml.safe_load(text.substitute(filled))
    for how in found["layers"].values():  # a bare string would be read as an expression
        how |= {name: pdk.types.String(how[name]) for name in found["texts"] if name in how}
    return found


def _layer(name: str, data: object) -> pdk.Layer:
    return pdk.Layer(id=name, data=data, **_declared()["layers"][name])


def _land(view: geography.View, content: Content) -> pdk.Layer:
    inside = geography.outlines_in(view.part)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": inside[land.code]},
            "properties": {
                "code": land.code,
                "said": land.said,
                "fill": rgb(land.fill),
                "line": rgb(palette.CHOSEN if land.chosen else palette.LINE),
                "width": 4 if land.chosen else 1,
            },
        }
        for land in content.lands_in(view.part)
    ]
    return _layer(MUNICIPALITIES, {"type": "FeatureCollection", "features": features})


def _points(spots: Sequence[Spot]) -> pdk.Layer:
    rows = [
        {
            "area": spot.area_id,
            "said": spot.said,
            "position": spot.point,
            "fill": rgb(spot.fill),
            "line": rgb(spot.line),
            "radius": 9 if spot.chosen else 6,
            "width": 3 if spot.chosen else 2,
        }
        for spot in spots
    ]
    return _layer(AREAS, rows)


def _names(view: geography.View, spots: Sequence[Spot]) -> list[pdk.Layer]:
    by_id = {spot.area_id: spot for spot in spots}
    found = [
        (by_id[label.key], label, view.ground(label.x, label.y))
        for label in picture.labels(view, list(spots))
    ]
    lines = [{"from": spot.point, "to": place} for spot, label, place in found if label.far]
    words = [
        {"area": spot.area_id, "said": spot.said, "position": place, "text": label.text}
        for spot, label, place in found
    ]
    return [_layer("leaders", lines), _layer(NAMES, words)]


def deck(view: geography.View, content: Content) -> CompactDeck:
    """The map of one part; areas of others are left out. What is clicked has `area`, or `code` in its properties."""
    here = content.spots_in(view.part)
    dots = [{"position": point, "colour": rgb(colour)} for point, colour in picture.places(view, here)]
    layers = [_land(view, content), _layer("places", dots)]
    if here:
        rows = [{"area": spot.area_id, "said": spot.said, "position": spot.point} for spot in here]
        lines, names = _names(view, here)
        layers += [_layer(FINGERS, rows), lines, _points(here), names]
    longitude, latitude = view.centre
    return CompactDeck(
        map_provider=None,
        layers=layers,
        views=[pdk.View(type="MapView", controller=_declared()["controller"])],
        initial_view_state=pdk.ViewState(
            longitude=round(longitude, 5),
            latitude=round(latitude, 5),
            zoom=round(view.zoom, 3),
            pitch=0,
            bearing=0,
        ),
        tooltip=_declared()["tooltip"],
    )
