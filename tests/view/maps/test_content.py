"""What the maps show, and its classes for shading: every value is in exactly one, the legend names what occurs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from smart_tokyo import palette
from smart_tokyo.figures import Filters
from smart_tokyo.view.maps import content, geography
from smart_tokyo.view.maps.content import Content, Land, Sign, Spot, round_shades, shade_of, shades
from tests.view.maps.of_map import LANDS
from tests.view.of_page import NAMES, page

SUMIDA = Spot("A", "Sumida", "Sumida\n1 project", (139.8189, 35.7168), "#2F5BEA", 1)
ROW: dict[str, Any] = {
    "area_id": "A",
    "programme_id": "PG",
    "name_ja": "墨田区(文花)",
    "name_en": "Sumida City (Bunka)",
    "kind": "municipality",
    "longitude": 139.8189,
    "latitude": 35.7168,
    "projects": 2,
    "grant_years": 1,
    "decided_yen": 30_000_000,
}
CITIES = {
    "131016": {"name_ja": "千代田区", "name_en": "Chiyoda"},
    "131024": {"name_ja": "中央区", "name_en": "Chuo"},
    "131032": {"name_ja": "港区", "name_en": "Minato"},
}


def shown(shade: str, yen: dict[str, int | None] | None = None, **row: Any) -> Content:
    here = replace(page(filters=Filters(area_id="A")), names=NAMES | {"municipality": CITIES})
    return content.of(here, shade, "131024", {"131016": 2, "131032": 1}, yen or {}, [ROW | row])


def test_municipalities_have_their_shade_and_words() -> None:
    lands = shown("projects").lands
    assert lands["131016"].said == "Chiyoda\n2 projects" and lands["131024"].said == "Chuo\n0 projects"
    assert lands["131024"].fill == palette.SHADES[0] != lands["131032"].fill != lands["131016"].fill
    assert [code for code, land in lands.items() if land.chosen] == ["131024"]


def test_an_amount_that_is_not_known_has_a_colour_of_its_own_in_the_legend() -> None:
    found = shown("yen", {"131016": 30_000_000, "131032": None})
    assert found.lands["131016"].said == "Chiyoda\n2 projects\nDecided: 30.0 million yen"
    assert found.lands["131032"].fill == palette.UNKNOWN
    assert Sign(palette.UNKNOWN, "projects, amount not published") in found.legend
    assert palette.UNKNOWN not in {one.colour for one in shown("projects").legend}


def test_an_area_is_a_point_with_its_words_and_its_programme_in_the_legend() -> None:
    found = shown("projects")
    assert found.spots[0].said == "Sumida City (Bunka)\nProgramme one\n2 projects\nDecided: 30.0 million yen"
    assert (found.spots[0].label, found.spots[0].chosen) == ("Sumida City", True)
    assert found.legend[-1] == Sign(palette.programme("PG"), "Programme one", dot=True)


def test_a_point_is_hollow_without_projects() -> None:
    colour = palette.programme("PG")
    assert (SUMIDA.fill, SUMIDA.line) == (SUMIDA.colour, palette.WHITE)
    without = replace(shown("projects", projects=0).spots[0], chosen=False)
    assert (without.fill, without.line) == (palette.WHITE, colour)
    assert replace(without, chosen=True).line == palette.CHOSEN


def test_the_chosen_municipality_comes_last_and_neighbours_have_no_shade() -> None:
    land = Land("131016", "x", palette.SHADES[5], chosen=True)
    in_wards = Content(LANDS | {"131016": land}, []).lands_in(geography.WARDS)
    assert in_wards[-1] == land
    cut = {one.code for one in in_wards if one.fill == palette.NEIGHBOUR}
    assert cut and all(not code.startswith("131") for code in cut)


def test_what_is_chosen_is_said_under_the_map_it_lies_on() -> None:
    lands = LANDS | {"131121": Land("131121", "Setagaya\n2 projects", "#EEF2FC", chosen=True)}
    both = Content(lands, [replace(SUMIDA, chosen=True)])
    assert both.chosen_in(geography.WARDS) == [SUMIDA.said, "Setagaya\n2 projects"]
    assert both.chosen_in(geography.TAMA) == [], "a ward that only reaches into the picture"
    assert Content(LANDS, [SUMIDA]).chosen_in(geography.WARDS) == []


@pytest.mark.parametrize(
    "values", [[1], [1, 2], [1, 2, 2, 5], list(range(1, 6)), list(range(1, 100)), [7] * 50]
)
def test_every_value_has_one_class(values: list[int]) -> None:
    classes = shades(values)
    assert 1 <= len(classes) <= 5
    for value in values:
        assert len([one for one in classes if one.low <= value <= one.high]) == 1
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert {one.low for one in classes} | {one.high for one in classes} <= set(values)


def test_up_to_five_values_have_a_class_each() -> None:
    assert [(one.low, one.high) for one in shades([3, 1, 1, 2])] == [(1, 1), (2, 2), (3, 3)]


def test_darker_is_more() -> None:
    order = [palette.SHADES.index(one.colour) for one in shades(range(1, 1000))]
    assert order == sorted(order) and len(set(order)) == 5


@pytest.mark.parametrize(
    "values",
    [[0], [7], [0, 9_999_999], [-5, 3], [10**7] * 9, [x * 1_234_567 for x in range(90)], [1, 2, 5, 10**12]],
)
def test_round_classes_join_and_hold_every_value(values: list[int]) -> None:
    classes = round_shades(values)
    assert [one.high + 1 for one in classes[:-1]] == [one.low for one in classes[1:]]
    for value in values:
        assert shade_of(value, classes).colour in palette.SHADES[1:]
    assert all(any(one.low <= value <= one.high for value in values) for one in classes)


def test_round_classes_are_round() -> None:
    classes = round_shades([12_345_678, 23_456_789, 48_700_000, 99_000_000])
    assert [(one.low, one.high + 1) for one in classes] == [
        (10_000_000, 20_000_000),
        (20_000_000, 30_000_000),
        (30_000_000, 50_000_000),
        (50_000_000, 100_000_000),
    ]


def test_no_values_no_classes() -> None:
    assert shades([]) == round_shades([]) == ()


def test_a_value_outside_every_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="7"):
        shade_of(7, shades([1, 2]))
