"""The overview's map: one compact chart that holds all 62 municipalities and calls nothing from outside."""

from __future__ import annotations

import json

import pandas as pd

from smart_tokyo import palette
from smart_tokyo.view.maps import small
from tests.view.of_page import page

AREAS = pd.DataFrame(
    [
        {"name_en": "A-1", "longitude": 139.79, "latitude": 35.65, "projects": 2},
        {"name_en": "A-2", "longitude": 142.21, "latitude": 27.07, "projects": 1},
        {"name_en": "A-3", "longitude": 135.0, "latitude": 35.0, "projects": 1},
    ]
)


def spec() -> dict[str, object]:
    return small.small_map(page(), {"131083": 2, "134210": 1}, AREAS).to_dict()


def test_an_area_outside_every_frame_is_left_out() -> None:
    assert list(small.points(page(), AREAS)["name"]) == ["A-1", "A-2"]


def test_points_lie_in_the_frame_of_their_part() -> None:
    points = small.points(page(), AREAS)
    for (x, y), frame in zip(
        zip(points["x"], points["y"], strict=True), (small.FRAMES[0], small.FRAMES[3]), strict=True
    ):
        assert frame.left < x < frame.left + frame.wide and frame.top < y < frame.top + frame.high


def test_frames_do_not_overlap_and_hold_every_outline() -> None:
    text = json.dumps(spec())
    assert '"url"' not in text
    for frame in small.FRAMES:
        assert frame.left >= 0 and frame.left + frame.wide <= small.WIDTH
        assert frame.top >= 0 and frame.top + frame.high <= small.HEIGHT


def test_shades_and_words_of_the_municipalities() -> None:
    land = next(
        layer["data"]["values"]
        for layer in spec()["layer"]  # type: ignore[attr-defined]
        if "said" in layer["data"].get("values", [{}])[0] and "geometry" in layer["data"]["values"][0]
    )
    by_name = {row["name"]: row for row in land}
    assert len(by_name) == 62
    assert by_name["131083"]["said"] == "2 projects"
    assert by_name["131083"]["colour"] != by_name["134210"]["colour"]
    assert by_name["131016"]["colour"] == palette.SHADES[0]


def test_the_chart_is_small() -> None:
    assert len(json.dumps(spec(), separators=(",", ":"))) < 60_000


def test_no_areas_no_points() -> None:
    assert small.points(page(), AREAS.iloc[:0]).empty
