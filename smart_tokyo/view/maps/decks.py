"""The maps of the map page: one deck for each part of Tokyo, from our own outlines, with no outside request.

Each deck has a fixed scale that fits a telephone, so labels are laid out once, in pixels around the middle,
and hold at every width. Labels and their leading lines are places on the ground: zooming in draws them apart.
"""

import json
from collections.abc import Sequence
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from smart_tokyo import palette
from smart_tokyo.view.maps import geography, picture, placing
from smart_tokyo.view.maps.content import Content, Spot
from smart_tokyo.view.maps.geography import View

# a bare string would be read as an expression
PIXELS, AUTO = pdk.types.String("pixels"), pdk.types.String("auto")
CONTROLLER = {"scrollZoom": False, "dragRotate": False, "touchRotate": False}
TOOLTIP = {  # in the corner, as the frame would cut one beside the pointer
    "transform": "none",
    "top": "auto",
    "bottom": "0",
    "left": "0",
    "maxWidth": "100%",
    "whiteSpace": "pre-wrap",
    "fontSize": "0.8rem",
    "color": palette.WHITE,
    "backgroundColor": palette.POINT,
}
MUNICIPALITIES, AREAS, NAMES, FINGERS = "municipalities", "areas", "names", "fingers"
FAINT = [255, 255, 255, 1]  # not to be seen
FINGER = 12  # pixels around a point within which a tap means it: 24 across (WCAG 2.5.8)


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


def _land(view: View, content: Content) -> pdk.Layer:
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
    return pdk.Layer(
        "GeoJsonLayer",
        id=MUNICIPALITIES,
        data={"type": "FeatureCollection", "features": features},
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=PIXELS,
        pickable=True,
        auto_highlight=True,
        highlight_color=rgb(palette.POINT, 40),
    )


def _dots(layer: str, data: list[dict[str, Any]], **how: Any) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer", id=layer, data=data, get_position="position", radius_units=PIXELS, **how
    )


def _places(view: View, spots: Sequence[Spot]) -> pdk.Layer:
    colours = {spot.area_id: spot.colour for spot in spots}
    dots = [
        {"position": place.point, "colour": rgb(colours[place.area_id])}
        for place in geography.places()
        if place.area_id in colours and view.part.box.holds(place.point)
    ]
    return _dots(
        "places",
        dots,
        get_fill_color="colour",
        get_radius=2.5,
        stroked=True,
        get_line_color=rgb(palette.WHITE),
        line_width_min_pixels=1,
        pickable=False,
    )


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
    return _dots(
        AREAS,
        rows,
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="width",
        line_width_units=PIXELS,
        get_radius="radius",
        stroked=True,
        pickable=True,
    )


def _names(view: View, spots: Sequence[Spot]) -> list[pdk.Layer]:
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
    return [
        pdk.Layer(
            "LineLayer",
            id="leaders",
            data=lines,
            get_source_position="from",
            get_target_position="to",
            get_color=rgb(palette.POINT),
            get_width=1,
            width_units=PIXELS,
            pickable=False,
        ),
        pdk.Layer(
            "TextLayer",
            id=NAMES,
            data=words,
            get_position="position",
            get_text="text",
            get_size=placing.SIZE,
            size_units=PIXELS,
            get_color=rgb(palette.POINT),
            font_family=pdk.types.String(palette.FONT),
            character_set=AUTO,
            background=True,
            get_background_color=rgb(palette.WHITE, palette.LABEL_ALPHA),
            background_padding=[3, 1, 3, 1],
            line_height=placing.LINE,
            pickable=True,
        ),
    ]


def deck(view: View, content: Content) -> CompactDeck:
    """The map of one part; areas of others are left out. What is clicked has `area`, or `code` in its properties."""
    here = content.spots_in(view.part)
    layers = [_land(view, content), _places(view, here)]
    if here:
        rows = [{"area": spot.area_id, "said": spot.said, "position": spot.point} for spot in here]
        fingers = _dots(FINGERS, rows, get_fill_color=FAINT, get_radius=FINGER, pickable=True)
        lines, names = _names(view, here)
        layers += [fingers, lines, _points(here), names]
    longitude, latitude = view.centre
    return CompactDeck(
        map_provider=None,
        layers=layers,
        views=[pdk.View(type="MapView", controller=CONTROLLER)],
        initial_view_state=pdk.ViewState(
            longitude=round(longitude, 5),
            latitude=round(latitude, 5),
            zoom=round(view.zoom, 3),
            pitch=0,
            bearing=0,
        ),
        tooltip={"text": "{said}", "style": TOOLTIP},
    )
