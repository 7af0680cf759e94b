"""The overview's map: one compact picture that holds all 62 municipalities and calls nothing from outside."""

from __future__ import annotations

import re

from smart_tokyo import palette
from smart_tokyo.view.maps import geography, picture, small
from tests.view.of_page import page

AREAS = [
    {"area_id": "A-1", "longitude": 139.79, "latitude": 35.65, "projects": 2},
    {"area_id": "A-2", "longitude": 142.21, "latitude": 27.07, "projects": 0},
    {"area_id": "A-3", "longitude": 135.0, "latitude": 35.0, "projects": 1},
]
COUNTS = {"131083": 2, "134210": 1}


def drawn() -> str:
    return small.small_map(page(), COUNTS, AREAS, "light")


def test_an_area_in_a_frame_is_a_full_point_and_one_outside_is_left_out() -> None:
    points = re.findall(r'<circle [^>]*fill="([^"]+)"', drawn())
    assert points == [palette.POINT, palette.POINT]


def test_shades_of_the_municipalities() -> None:
    lands = small.content(COUNTS, AREAS).lands
    assert len(lands) == 62
    assert lands["131083"].fill != lands["134210"].fill
    assert lands["131016"].fill == palette.SHADES[0]


def test_every_municipality_is_drawn_once_and_the_picture_is_small() -> None:
    text = drawn()
    assert sum(text.count(f'd="{one}"') for one in paths()) == len(geography.outlines()) == len(paths())
    assert len(text) < 30_000
    assert "href" not in text and text.count("http") == 1  # the name of SVG itself


def paths() -> list[str]:
    return [path for frame in picture.FRAMES for path in picture.outlines(frame.view).values()]


def test_no_areas_no_points() -> None:
    assert "<circle" not in small.small_map(page(), COUNTS, [], "light")


def test_the_names_of_the_parts_are_read_on_a_telephone_and_have_the_ink_of_the_page() -> None:
    """11 pixels where 840 units are 358 pixels wide, which is the column of a telephone."""
    for theme in ("light", "dark"):
        texts = re.findall(
            r'<text [^>]*font-size="([0-9.]+)" fill="([^"]+)"', small.small_map(page(), {}, [], theme)
        )
        assert len(texts) == len(picture.FRAMES)
        assert all(
            float(size) * 358 / picture.WIDTH >= 11 and ink == palette.INK[theme] for size, ink in texts
        )
