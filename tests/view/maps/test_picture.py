"""The maps drawn as SVG, and the overview's: one compact picture that holds all 62 municipalities."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from smart_tokyo import lettering, palette
from smart_tokyo.view.maps import geography, picture, placing
from smart_tokyo.view.maps.content import Content, Land, Sign, Spot
from smart_tokyo.view.maps.geography import VIEWS, View
from tests.view.maps.of_map import LANDS, spots
from tests.view.of_page import page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_area_of_ours_has_a_label(language: str) -> None:
    everything = spots(language)
    content = Content(LANDS, everything)
    labelled = {one.key for view in VIEWS for one in picture.labels(view, content.spots_in(view.part))}
    assert labelled == {spot.area_id for spot in everything}


def test_labels_fit_the_narrowest_picture() -> None:
    for view in VIEWS:
        for label in picture.labels(view, Content(LANDS, spots("en")).spots_in(view.part)):
            half = max(map(lettering.width, label.text.split("\n"))) * placing.SIZE * 0.55 / 2
            assert label.x - half >= 0 and label.x + half <= view.wide


def test_the_frames_do_not_overlap_and_lie_in_the_picture() -> None:
    boxes = [(left, top, left + wide, top + high) for _, (left, top, wide, high) in picture.FRAMES]
    assert all(left >= 0 and top >= 0 and right <= picture.WIDTH and bottom <= picture.HEIGHT
               for left, top, right, bottom in boxes)  # fmt: skip
    for one in boxes:
        for other in boxes:
            apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
            assert one == other or apart


@pytest.mark.parametrize(
    "view", [*VIEWS, *(view for view, _ in picture.FRAMES)], ids=lambda one: one.part.key
)
def test_what_lies_in_a_part_lies_in_its_picture(view: View) -> None:
    box = view.part.box
    for point in ((box.west, box.north), (box.east, box.south), box.centre):
        x, y = view.pixel(point)
        assert -0.01 <= x <= view.wide + 0.01 and -0.01 <= y <= view.high + 0.01
    assert set(picture.outlines(view)) == set(geography.outlines_in(view.part))


def test_every_municipality_is_on_one_of_the_pictures() -> None:
    shown = {
        code for view in VIEWS for code in picture.outlines(view) if not geography.neighbour(code, view.part)
    }
    assert shown == set(geography.outlines())


def test_a_picture_is_small_and_asks_for_nothing() -> None:
    content = Content(LANDS, spots("ja"))
    texts = [picture.part(view, content) for view in VIEWS]
    assert sum(map(len, texts)) < 40_000
    for text in texts:
        ElementTree.fromstring(text)
        assert "href" not in text and text.count("http") == 1  # the name of SVG itself


def test_the_chosen_municipality_is_drawn_last_with_a_strong_line() -> None:
    chosen = LANDS | {"131016": Land("131016", "x", "#EEF2FC", chosen=True)}
    paths = re.findall("<path [^>]*>", picture.part(VIEWS[0], Content(chosen, [])))
    assert [palette.CHOSEN in one for one in paths] == [False] * (len(paths) - 1) + [True]


def test_markup_in_a_name_stays_text() -> None:
    spot = Spot("A", "<b>&x</b>", "x", (139.7, 35.7), "#2F5BEA", 1)
    texts = ElementTree.fromstring(picture.part(VIEWS[0], Content(LANDS, [spot]))).iter(
        "{http://www.w3.org/2000/svg}text"
    )
    assert [one.text for one in texts] == ["<b>&x</b>"]


def test_a_label_far_from_its_point_is_led_to() -> None:
    crowd = [Spot(f"A{n}", "A long name", "x", (139.7 + n / 1000, 35.7), "#2F5BEA", 1) for n in range(9)]
    far = [one for one in picture.labels(VIEWS[0], crowd) if one.far]
    assert far and picture.part(VIEWS[0], Content({}, crowd)).count("<path ") == 2 * len(far)  # on white


@pytest.mark.parametrize(
    "said", ["1 project", "A programme with a name that takes more than half of the picture's width"]
)
def test_the_legend_of_the_whole_stands_under_it(said: str) -> None:
    legend = [Sign(palette.SHADES[at], said) for at in range(4)] + [Sign("#2F5BEA", said, dot=True)]
    content = Content(LANDS, spots("en"), legend)
    whole = ElementTree.fromstring(picture.whole(page(), content, "light", 12.5))
    texts = [one for one in whole.iter("{http://www.w3.org/2000/svg}text") if one.text == said]
    assert len(texts) == len(legend)
    columns = 1 if len(said) > 30 else 2
    high = float(whole.get("height") or 0)
    assert high == picture.HEIGHT + 16 + picture.LINE * -(-len(legend) // columns)


def test_a_hollow_point_has_a_ring_of_its_colour() -> None:
    spot = Spot("A", "x", "x", (139.7, 35.7), "#2F5BEA", 0)
    text = picture.part(VIEWS[0], Content({}, [spot]))
    assert f'fill="{palette.WHITE}" stroke="#2F5BEA"' in text
    larger = picture.part(VIEWS[0], Content({}, [replace(spot, chosen=True)]))
    assert 'r="6"' in text and 'r="9"' in larger


AREAS = [
    {"area_id": "A-1", "longitude": 139.79, "latitude": 35.65, "projects": 2},
    {"area_id": "A-2", "longitude": 142.21, "latitude": 27.07, "projects": 1},
    {"area_id": "A-0", "longitude": 139.7, "latitude": 35.7, "projects": 0},
    {"area_id": "A-3", "longitude": 135.0, "latitude": 35.0, "projects": 1},
]
COUNTS = {"131083": 2, "134210": 1}


def drawn() -> str:
    return picture.whole(page(), picture.of_counts(COUNTS, AREAS), "light")


def test_an_area_is_a_point_but_one_outside_or_without_a_project_is_left_out() -> None:
    points = re.findall(r'<circle [^>]*fill="([^"]+)"', drawn())
    assert points == [palette.POINT, palette.POINT]


def test_shades_of_the_municipalities() -> None:
    lands = picture.of_counts(COUNTS, AREAS).lands
    assert len(lands) == 62
    assert lands["131083"].fill != lands["134210"].fill
    assert lands["131016"].fill == palette.SHADES[0]


def test_every_municipality_is_drawn_once_and_the_picture_is_small() -> None:
    text = drawn()
    assert sum(text.count(f'd="{one}"') for one in paths()) == len(geography.outlines()) == len(paths())
    assert len(text) < 30_000
    assert "href" not in text and text.count("http") == 1  # the name of SVG itself


def paths() -> list[str]:
    return [path for view, _ in picture.FRAMES for path in picture.outlines(view).values()]


def test_no_areas_no_points() -> None:
    assert "<circle" not in picture.whole(page(), picture.of_counts(COUNTS, []), "light")


def test_the_names_of_the_parts_are_read_on_a_telephone_and_have_the_ink_of_the_page() -> None:
    """11 pixels where 840 units are 358 pixels wide, which is the column of a telephone."""
    for theme in ("light", "dark"):
        texts = re.findall(
            r'<text [^>]*font-size="([0-9.]+)" fill="([^"]+)"',
            picture.whole(page(), picture.of_counts({}, []), theme),
        )
        assert len(texts) == len(picture.FRAMES)
        assert all(
            float(size) * 358 / picture.WIDTH >= 11 and ink == palette.INK[theme] for size, ink in texts
        )
